//! Markdown of every kind of hostility, and plain prose.

use proptest::collection::vec;
use proptest::prelude::{ProptestConfig, proptest};
use proptest::sample::select;
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};

use super::{code, escape, lines};

/// What rustdoc would see: no HTML, no code that runs, no link into the crate, no bare address.
fn check_is_safe(markdown: &str) {
    let text = lines(markdown).join("\n");
    let mut unknown = Vec::new();
    let mut callback = |link: pulldown_cmark::BrokenLink<'_>| {
        unknown.push(link.reference.to_string());
        None
    };
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION;
    let events: Vec<Event<'_>> = Parser::new_with_broken_link_callback(&text, options, Some(&mut callback)).collect();
    let mut links = 0;
    let mut in_code = false;
    for event in &events {
        match event {
            Event::Html(_) | Event::InlineHtml(_) | Event::FootnoteReference(_) => {
                panic!("{markdown:?} gives {text:?}")
            }
            Event::Start(Tag::CodeBlock(kind)) => {
                in_code = true;
                let CodeBlockKind::Fenced(info) = kind else { panic!("indented: {text:?}") };
                assert!(super::LANGUAGES.contains(&&**info), "{text:?}");
            }
            Event::End(pulldown_cmark::TagEnd::CodeBlock) => in_code = false,
            Event::Start(Tag::Link { dest_url, .. }) => {
                links += 1;
                assert!(dest_url.starts_with("http") || dest_url.starts_with("mailto:"), "{text:?}");
            }
            Event::Start(Tag::Image { .. }) => panic!("image: {text:?}"),
            Event::End(pulldown_cmark::TagEnd::Link) => links -= 1,
            Event::Text(words) if !in_code && links == 0 => {
                assert!(!words.contains("://"), "{markdown:?} gives {text:?}");
            }
            _ => {}
        }
    }
    assert_eq!(unknown, Vec::<String>::new(), "{text:?}");
    assert!(!text.contains(['\r', '\t', '\0', '\u{202e}', '\u{2028}']), "{text:?}");
}

#[test]
fn nothing_of_a_document_runs_links_or_warns() {
    let cases = [
        "```\nfn main() { panic!() }\n```",
        "```rust\nloop {}\n",
        "~~~ ignore, should_panic\nx\n~~~",
        "````\n```\nnested\n```\n````",
        "text\n\n    let indented = code();\n",
        "\tlet tabbed = code();",
        "- item\n\n      let inside = item();\n",
        "> ```\n> quoted\n",
        "[Option] and [`Vec`] and [x](String) and [y][z] and ![i](http://evil/x.png)",
        "<script>alert(1)</script> and <b>bold</b>, Vec<String>",
        "<div>\n\n```\ncode\n```\n</div>",
        "see https://example.com/a_b?x=1&y=2, or <https://example.com>.",
        "**https://example.com/bold** _https://example.com_ (https://example.com/x)",
        "[https://a.example](relative) [text](https://b.example \"title\")",
        "a \u{202e}b\u{2028}c\rd\u{0}e\u{feff}",
        "[^1]: note\n\ntext[^1] - [ ] task\n- [x] done",
        "| a | b |\n|---|---|\n| `x|y` | [z] <i> |",
        "1986\\. A great year\n1. one\n   - two\n     ```\n     three\n     ```\n7) seven",
        "# Title\nlazy\n===\n> quote\nlazy continuation\n- a\nlazy",
        "\\# not a title \\` not code \\[not a link\\]",
        "&lt;b&gt; &#x5b;Link&#x5d; &copy;",
        "&#96;&#96;&#96;\nfn main() {}\n&#96;&#96;&#96;",
        "*a*b* **c `d` [`e`](f)",
        "//! x\n*/ \"# {} {{}}",
        "[a]: https://example.com\n[a]",
        "user@example.com <user@example.com>",
        "`unclosed ``` fence",
        "-\n-\n\n1.\n",
        "[![badge](https://a.example/b.svg)](https://c.example)",
        "a &#x202e; b [x](https://a.example/&#x202e;z) &#8232; &#0; <b>&#x202e;</b>\n<p>&#x202e;&#0;<a href='https://a/&#x202e;'>x</a>",
        "<p>a <b>b <i>c</p><p>d</b> e</i> [Option]",
        "<code>a ` b\n\n[Option] </code> x <code>**y**</code>",
        "- <ul><li>a\n- b<li>c</ul>\n\n<ol><li>[d]<p>e<pre>\n```\nfn x() {}\n</pre>\n</ol>\n    let x;",
        "# a <p>b <a href=\"https://a.example\">c\n\n| <p>a</p> | <b>b |\n|---|---|\n| <ul><li>c | </code> |",
        "<a href=\"https://a.example\">[b](https://c.example) <a href='x'>d</a> https://e.example",
        "[<p>a</p>](https://b.example) **<b>c</b>** <b>**d**</b> `<b>`",
        "<pre>\n<script>x</script>",
        "<a\nhref=\"javascript:alert(1)\">x</a> <a href=\"https://a.example>)[b](c\">y</a>",
    ];
    for case in cases {
        check_is_safe(case);
        check_is_safe(&lines(case).join("\n"));
    }
}

#[test]
fn plain_prose_stays_as_it_was_written() {
    let prose = "Lists users, page by page.\n\nUse `page_size` of client_account; see *below*:\n\n- one\n- two\n  - three\n\n1. first\n2. second\n\n| a | b |\n| --- | --- |\n| 1 | 2 |";
    assert_eq!(lines(prose).join("\n"), prose);
}

#[test]
fn long_lines_are_broken_between_words() {
    let long = lines(&"word - ".repeat(60));
    assert!(long.len() > 3);
    assert!(long.iter().all(|line| line.chars().count() <= super::WIDTH + 1), "{long:?}");
    check_is_safe(&"word - ".repeat(60));
}

#[test]
fn code_holds_any_text() {
    assert_eq!(code("a"), "`a`");
    assert_eq!(code("a`b"), "``a`b``");
    assert_eq!(code("`"), "`` ` ``");
    assert_eq!(code("a\n\n```\nb"), "````a  ``` b````");
    assert_eq!(escape("a [b] <c>"), "a \\[b\\] \\<c\\>");
}

fn says(markdown: &str, expected: &str) {
    assert_eq!(lines(markdown).join("\n"), expected, "{markdown}");
    check_is_safe(markdown);
}

#[test]
fn html_is_said_in_markdown() {
    says(
        "<p>Deletes a <code>film_copy</code>.</p><p>See <a href=\"/docs\">the docs</a>.</p>",
        "Deletes a `film_copy`.\n\nSee the docs.",
    );
    says(
        "Use <b>bold </b>and <em>that</em>.<br/>Then <a href='https://a.example'>go</a>",
        "Use **bold** and *that*.\\\nThen [go](<https://a.example>)",
    );
    says(
        "<p>One of:</p>\n<ul>\n  <li>a &lt; b</li>\n  <li>c\n  <ol><li>d</li></ol></li>\n</ul>\n<p>after</p>",
        "One of:\n\n- a \\< b\n- c\n  1. d\n\nafter",
    );
    says("<h2>Limits</h2>\n<div>None.</div>", "**Limits**\n\nNone.");
    says("<pre>\na\n  b\n</pre>\n\nc", "```text\na\n  b\n```\n\nc");
    says("| a |\n| --- |\n| <p>b</p><code>c</code> |", "| a |\n| --- |\n| b `c` |");
}

#[test]
fn html_need_not_be_balanced() {
    says("<p>a <b>b</p>\n\n</ul>c</b>", "a **b**\n\nc");
    says("<code>a\n\nb</code>", "`a`\n\nb");
    says("<li>a<li>b\n\nc", "- a\n- b\n\nc");
}

#[test]
fn what_follows_a_list_is_no_part_of_it() {
    says("<aside> <ul> <li>a</li> <li>b</li> </ul> </aside> c", "\\<aside\\>\n\n- a\n- b\n\n\\</aside\\> c");
    says("<ul><li>a<ul><li>b</li></ul>c</li><li>d</li></ul>", "- a\n  - b\n\n  c\n- d");
    says("<note><p>a</p></note><note>b</note>", "a\n\nb");
}

#[test]
fn elements_and_links_may_cross() {
    for text in [
        "<b>é [é</b>](https://b.example)",
        "[x <a href='https://a.example'>é<b>](relative)éé</b>",
        "<a href='https://a.example'>é [é</a>](https://b.example) é",
        "![é <b>é](https://b.example) é</b>",
        "<code>é [é</code>](https://b.example) é",
        "~~<span></span>~~\nfn main() { panic!() }",
        "~~<span>~~~</span>~~\nfn main() { panic!() }",
        "~~~~a~~ b~~\nfn main() { panic!() }",
        "a\n*<p><p><p><p><p><p>let x = panic!();*",
        "# b\n<a href='https://a.example'>c\n*<p><p><p><p><p><p>let x = panic!();*</a>",
        "a<ul><ol><li><li><pre>\n![\n</pre>\nfn main() { panic!() }",
        "**<b></b>**<i></i>**<b></b>**\n\n*<br>* *a<br>*",
    ] {
        check_is_safe(text);
    }
}

#[test]
fn depth_has_an_end() {
    for piece in ["<ul>", "<ol><li>a", "<b>", "<a href='https://a.example'>b", "<code>", "<p>", "</ul>", "<b>a</i>"] {
        let text = lines(&piece.repeat(50_000)).join("\n");
        assert!(text.len() <= 50_000 * 40, "{piece}: {}", text.len());
    }
    check_is_safe(&"<ul><li>a".repeat(40));
}

#[test]
fn what_is_no_element_is_shown() {
    says("a <api_key> and Vec<String>", "a \\<api_key\\> and Vec\\<String\\>");
}

const PIECES: [&str; 36] = [
    "<p>",
    "</p>",
    "<b>",
    "</b>",
    "<code>",
    "</code>",
    "<a href='https://a.example'>",
    "</a>",
    "<ul>",
    "<ol>",
    "<li>",
    "</ul>",
    "<pre>",
    "</pre>",
    "<h1>",
    "é",
    "\n",
    "\n\n",
    "- ",
    "> ",
    "| a | b |\n|---|---|\n| ",
    "**",
    "[x](https://b.example)",
    "[é",
    "![",
    "](https://b.example)",
    "](relative)",
    "*",
    "~~",
    "~",
    "<span></span>",
    "`",
    "# ",
    "&#x202e;",
    "<br>",
    "    ",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn no_mixture_of_html_and_markdown_panics_or_gets_through(pieces in vec(select(&PIECES[..]), 0..16)) {
        check_is_safe(&pieces.concat());
    }
}
