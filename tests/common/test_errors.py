from tests.tools.translations import literal, placeholders, template_calls


def test_every_placeholder_of_an_error_has_its_value():
    wrong = []
    for file, call in template_calls():
        given = {keyword.arg for keyword in call.keywords}
        if (text := literal(call.args[0])) is not None and None not in given:
            names = {name for name, _, _ in placeholders(text)}
            # A suggestion is an argument of its own where training diverged.
            if names - {"suggestion"} != given - {"suggestion"}:
                wrong.append(f"{file}, line {call.lineno}: {names} and {given}")
    assert wrong == []
