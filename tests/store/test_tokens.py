import hashlib

from quiz.store.tokens import new_token, token_hash


def test_a_token_carries_256_bits_in_characters_safe_for_an_address():
    token = new_token()
    assert len(token) == 43
    assert set(token) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")


def test_no_two_tokens_are_equal():
    assert len({new_token() for _ in range(1000)}) == 1000


def test_what_is_stored_of_a_token_is_its_sha256():
    assert token_hash("abc") == hashlib.sha256(b"abc").digest()


def test_any_text_from_an_address_can_be_looked_up():
    assert len(token_hash("\ud800 not a token")) == 32
