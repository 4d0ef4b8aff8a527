"""Texts that a careless document takes for something else. Each is as it stands after cleaning on the way in."""

from __future__ import annotations

from cafe.domain.text import clean

SYNTAX = (
    "a #", "a ## #", "C# und F#",
    "=1+1", "+49 3831 123", "-2+3", "@SUM(A1:A9)", '=HYPERLINK("http://x.example","klick")', "=cmd|' /C calc'!A0",
    " =1+1", "＝1+1", "＋1", "－1", "＠SUM(1)", "﹦1", "−1", "'=1+1", "'", "''", "\"", '";"', "a;b", "a,b",
    '"Zitat"', "a\tb", "# Überschrift", "## zwei", "- Punkt", "+ Punkt", "* Punkt", "1. erstens", "2) zweitens",
    "> Zitat", "    Code", "---", "***", "___", "===", "Titel\n===", "Titel\n---", "```", "~~~", "```\nCode\n```",
    "`Code`", "``", "**fett**", "_kursiv_", "__x__", "~~weg~~", "==markiert==", "[Link](https://x.example)",
    "![Bild](https://x.example/x.png)", "[ref]: https://x.example", "[x]", "- [ ] offen", "<https://x.example>",
    "https://x.example/a_b_c?d=e&f", "www.x.example", "x@example.org", "mailto:x@y.example",
    "<script>alert(1)</script>", "<b>fett</b>", "<!-- weg -->", "<![CDATA[x]]>", "]]>", "&amp;", "&#65;",
    "&lt;b&gt;", "<?php", "</td>", "a | b", "| a | b |\n| --- | --- |\n| c | d |", "\\", "\\\\", "\\|", "\\n",
    "a\\", "Zeile\\", "$x^2$", "$$x$$", "\\(x\\)", "H~2~O", "x^2^", "{.klasse}", "{{ x }}", "{% x %}", "${x}",
    "%s %(n)d", ":smile:", ":rocket: los", ": Definition", "Wort\n: Definition", "[^1]", "[^1]: Fußnote",
    "*[HTML]: x", "% Titel", "#let x = 1", "#import \"x\"", "\\input{x}", "\\textbf{x}", "@article{x}", "NULL",
    "true", "0x1F", "1e999", "007", "2022-10-26", "1/2", "13:00", "1.", "1", "1.000,50", "§ 5", "„So“", "a\nb",
    "a\n\nb", "a\n- b", "a\n1. b", "a\n# b", "a\n    b", "a\n> b", "a\n=1+1", "a  b", "Ende.", "!", "![", "!](",
    "]", "[", "(", "<", ">", "&", "*", "_", "~", "^", "$", "=", "#", "|", "{", "}", "!\\[x]", "\\*x*", "*a*b*",
    "a*b", "a_b_c", "Snake_case_wort", "5 * 3 * 2", "a < b > c", "x <y@z.example> w", "AT&T", "R&D;", "&copy",
    "&copy;", "sep=;", "=", "==", "=-1", "%0A", "\x00=1", "javascript:alert(1)", "data:text/html,x",
    "file:///etc/passwd", "\\\\host\\share", "../../x",
    "_x0041_", "<w:p/>", "<text:s/>", "]]]]><![CDATA[>", "&#xD;&#10;", "=DDE(\"a\";\"b\")",
    "TOC \\o \"1-3\"", "{=1+1}", "w:val=\"x\" onclick=\"y\"",
)  # fmt: skip

SCRIPTS = (
    "שלום עולם", "مرحبا بالعالم", "مرحبا = 1+1", "=مرحبا", "العربية | עברית", "Việt Nam", "日本語のテキスト",
    "Ελληνικά", "Кириллица", "ไทย", "😀" * 280, "👩‍👩‍👧‍👦 Familie", "🏳️‍🌈", "🇩🇪", "e\u0301", "Å", "ﬁ",
    "x" * 280, "Donaudampfschifffahrtsgesellschaft" * 8, "(" * 1_000, "[" * 1_000, "]" * 1_000, "<" * 1_000,
    "*" * 1_000, "_" * 1_000, "`" * 1_000, "{" * 1_000, "[](" * 300, "**_" * 300, "\u202eumgedreht\u202c",
    "a\u200bb", "a\u0007b", "a\u2028b", "\ufeff=1+1", "\u00a0=1+1", "\u3000=1+1", "a\x1b[31mb",
)  # fmt: skip

TEXTS = tuple(dict.fromkeys(cleaned for text in (*SYNTAX, *SCRIPTS) if (cleaned := clean(text, lines=True))))
