"""Plain text stays as it is; navigation and spam in it are marked."""

PAGE = """Solidarity Institute
Projects Publications Map News Team Contact About

Another policy is possible

The city of Palermo adopted a charter in 2015, and many others followed it in the years after that.

- Bologna
- Naples

Best online casino bonus: free spins and sports betting at https://example.invalid now!

Today the council met again to talk about shelter for everybody who needs it. Play online poker and slots online with free spins here. The council will meet again.

References

Bauder, Harald (2016): Possibilities of Urban Belonging. Antipode 49 (2).
Kron, Stefanie (2018): Solidarische Städte. Berlin.
"""  # noqa: E501


def kinds(document):
    return [(block.kind, block.text.split("\n")[0][:24]) for block in document.blocks]


def test_the_text_is_that_of_the_file(read):
    text = PAGE.replace("\n", "\r\n") + "\u00a0\n\n"
    document = read("page.txt", text)
    assert document.text == text
    assert document.runs == ()
    for block in document.blocks:
        assert document.text[block.start : block.end] == block.text


def test_what_the_blocks_are(read):
    document = read("page.txt", PAGE)
    assert kinds(document) == [
        ("paragraph", "Solidarity Institute"),
        ("navigation", "Projects Publications Ma"),
        ("heading", "Another policy is possib"),
        ("paragraph", "The city of Palermo adop"),
        ("list", "- Bologna"),
        ("list", "- Naples"),
        ("spam", "Best online casino bonus"),
        ("paragraph", "Today the council met ag"),
        ("spam", "Play online poker and sl"),
        ("paragraph", "The council will meet ag"),
        ("heading", "References"),
        ("reference", "Bauder, Harald (2016): P"),
        ("reference", "Kron, Stefanie (2018): S"),
    ]
    assert document.title == "Another policy is possible"
    assert document.language == "en"
    assert str(document.block_at(document.text.index("Naples")).locator) == "line 9"
    assert document.locate(document.text.index("Kron")).section == "References"


def test_one_word_of_gambling_is_no_spam(read):
    text = "The council closed a betting shop beside the shelter in Gdańsk last year.\n"
    assert [block.kind for block in read("a.txt", text).blocks] == ["paragraph"]


def test_wrapped_lines_make_one_paragraph(read):
    text = (
        "The municipality of Utrecht has opened a house in which people without\n"
        "papers and their neighbours can meet, learn and work together from the\n"
        "first day on, whatever the state says of them.\n"
    )
    assert [block.kind for block in read("wrapped.txt", text).blocks] == ["paragraph"]


def test_latin_1_offsets_count_characters(read):
    document = read(
        "alt.txt", "Zürich führt die City Card ein.\n\nGenève aussi.\n".encode("cp1252")
    )
    start = document.text.index("Genève")
    assert document.origins(start, start + 6)[0].start == start == 33
