"""What should happen to one attempt, in a page of plain Python: the judge of every history."""

from dataclasses import dataclass, field

ENOUGH = 6


@dataclass(frozen=True)
class Answer:
    """A form on its way: values are canonical JSON; `seen` is what its page showed."""

    item: str
    value: str
    seen: str
    start: bool


@dataclass(frozen=True)
class Finish:
    pass


@dataclass(frozen=True)
class Erase:
    pass


@dataclass
class Reference:
    answers: dict = field(default_factory=dict)
    state: str = "absent"
    result: dict | None = None

    def hears(self, message):
        """Change as the message says; the outcome that its sender is told."""
        match message:
            case Answer():
                return self._answer(message)
            case Finish():
                return self._finish()
            case Erase():
                return self._erase()

    def _answer(self, form):
        if self.state == "erased" or (self.state == "absent" and not form.start):
            return ("absent",)
        kept = self.answers.get(form.item)
        if kept not in {None, form.seen, form.value}:
            return ("conflict", kept)
        self.state = "open" if self.state == "absent" else self.state
        if kept != form.value:
            self.answers[form.item] = form.value
            self.state = "open" if self.state == "open" else "reopened"
        return ("stored",)

    def _finish(self):
        if self.state in {"absent", "erased"}:
            return ("absent",)
        if self.state != "finished":
            if sum(value != "null" for value in self.answers.values()) < ENOUGH:
                return ("not enough",)
            self.state, self.result = "finished", dict(self.answers)
        return ("finished",)

    def _erase(self):
        if self.state not in {"absent", "erased"}:
            self.answers, self.state, self.result = {}, "erased", None
        return ("erased",)

    def copy(self):
        return Reference(dict(self.answers), self.state, self.result and dict(self.result))

    @property
    def seen(self):
        """What there is to see: answers in order, state, and what the result was made from."""
        return (list(self.answers.items()), self.state.replace("erased", "absent"), self.result)
