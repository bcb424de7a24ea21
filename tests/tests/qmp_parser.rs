//! Requests in bytes: what QEMU 7.2 answered to each of these texts, its limits, and that portions do not matter.
#![forbid(unsafe_code)]
#![allow(missing_docs)]

use proptest::prelude::*;
use qom_core::monitor::{Commands, Format, ParseError, Parser, QmpError, Session, parse_text, print};
use qom_core::prelude::Value as Answer;
use serde_json::{Map, Value, json};

struct Nothing;

impl Commands for Nothing {
    fn run(&self, _: &Session, name: &str, _: Map<String, Value>) -> Result<Answer, QmpError> {
        Err(QmpError::command_not_found(name))
    }

    fn version(&self) -> Value {
        json!({})
    }
}

/// Texts to a client that has negotiated, and the `desc` of each answer, as it was printed.
#[rustfmt::skip]
const ANSWERS: &[(&[u8], &[&str])] = &[
    (b"foo\n", &[r#"JSON parse error, invalid keyword 'foo'"#]),
    (b"foo {\"a\":1}\n", &[r#"JSON parse error, invalid keyword 'foo'"#, r#"QMP input member 'a' is unexpected"#]),
    (b"nul\n", &[r#"JSON parse error, invalid keyword 'nul'"#]),
    (b"true\n", &[r#"QMP input must be a JSON object"#]),
    (b"{\"execute\":\"x\"\n", &[]),
    (b"}\n", &[r#"JSON parse error, expecting value"#]),
    (b"{\"a\" 1}\n", &[r#"JSON parse error, missing : in object pair"#]),
    (b"{\"a\":}\n", &[r#"JSON parse error, expecting value"#]),
    (b"{1:1}\n", &[r#"JSON parse error, key is not a string in object"#]),
    (b"{\"a\":1,}\n", &[r#"JSON parse error, expecting value"#]),
    (b"{,}\n", &[r#"JSON parse error, expecting value"#]),
    (b"[1,]\n", &[r#"JSON parse error, expecting value"#]),
    (b"[1 2]\n", &[r#"JSON parse error, expected separator in list"#]),
    (b"[,]\n", &[r#"JSON parse error, expecting value"#]),
    (b"{\"a\":1 \"b\":2}\n", &[r#"JSON parse error, expected separator in dict"#]),
    (b"{\"a\":1]\n", &[r#"JSON parse error, expected separator in dict"#]),
    (b"[}\n", &[r#"JSON parse error, expecting value"#]),
    (b"[{]\n", &[]),
    (b"]\n", &[r#"JSON parse error, expecting value"#]),
    (b":\n", &[r#"JSON parse error, expecting value"#]),
    (b",\n", &[r#"JSON parse error, expecting value"#]),
    (b"\x00\n", &[r#"JSON parse error, stray ''"#]),
    (b"\xff{\"execute\":\"a\"}\n", &[r#"JSON parse error, stray '\uFFFD'"#, r#"The command a has not been found"#]),
    (b"\xfe\n", &[r#"JSON parse error, stray '\uFFFD'"#]),
    (b"{\"execute\":\"a\xff\"}\n", &[r#"JSON parse error, stray '\"a\uFFFD'"#, r#"JSON parse error, expecting value"#]),
    (b"{\"execute\":\"a\nb\"}\n", &[r#"JSON parse error, stray '\"a\n'"#, r#"JSON parse error, expecting value"#]),
    (b"{\"execute\":\"a\tb\"}\n", &[r#"JSON parse error, stray '\"a\t'"#, r#"JSON parse error, expecting value"#]),
    (b"{\"execute\":\"a\x7fb\"}\n", &[r#"The command a\u007Fb has not been found"#]),
    (b"{\"execute\":\"a\x1f\", \"arguments\":{\"x\":1}}\n", &[r#"JSON parse error, stray '\"a\u001F'"#, r#"JSON parse error, expecting value"#, r#"QMP input must be a JSON object"#, r#"JSON parse error, expecting value"#, r#"QMP input member 'x' is unexpected"#, r#"JSON parse error, expecting value"#]),
    (b"{\"execute\":\"a\x80\"}\n", &[r#"JSON parse error, invalid UTF-8 sequence in string"#]),
    (b"{\"execute\":\"a\xc3\"}\n", &[r#"JSON parse error, invalid UTF-8 sequence in string"#]),
    (b"{\"execute\":\"a\xc0\x80\"}\n", &[r#"The command a\u0000 has not been found"#]),
    (b"{\"execute\":\"a\xc0\x81\"}\n", &[r#"JSON parse error, invalid UTF-8 sequence in string"#]),
    (b"{\"execute\":\"a\xed\xa0\x80\"}\n", &[r#"JSON parse error, invalid UTF-8 sequence in string"#]),
    (b"{\"execute\":\"a\xf8\x88\x80\x80\x80\"}\n", &[r#"JSON parse error, invalid UTF-8 sequence in string"#]),
    (b"{\"execute\":\"a\xef\xbf\xbf\"}\n", &[r#"JSON parse error, invalid UTF-8 sequence in string"#]),
    (b"{\"execute\":\"a\xef\xb7\x90\"}\n", &[r#"JSON parse error, invalid UTF-8 sequence in string"#]),
    (b"{\"execute\":\"a\xf4\x90\x80\x80\"}\n", &[r#"JSON parse error, invalid UTF-8 sequence in string"#]),
    (b"{\"execute\":\"\\ud83d\"}\n", &[r#"JSON parse error, \\ud83d is not a valid Unicode character"#]),
    (b"{\"execute\":\"\\ud83d\\u0041\"}\n", &[r#"JSON parse error, \\ud83d is not a valid Unicode character"#]),
    (b"{\"execute\":\"\\ud83dx\"}\n", &[r#"JSON parse error, \\ud83d is not a valid Unicode character"#]),
    (b"{\"execute\":\"\\ude00\"}\n", &[r#"JSON parse error, \\ude00 is not a valid Unicode character"#]),
    (b"{\"execute\":\"\\uffff\"}\n", &[r#"JSON parse error, \\uffff is not a valid Unicode character"#]),
    (b"{\"execute\":\"\\ufdd0\"}\n", &[r#"JSON parse error, \\ufdd0 is not a valid Unicode character"#]),
    (b"{\"execute\":\"\\u12g4\"}\n", &[r#"JSON parse error, \\u12g4 is not a valid Unicode character"#]),
    (b"{\"execute\":\"\\u1\"}\n", &[r#"JSON parse error, \\u1\" is not a valid Unicode character"#]),
    (b"{\"execute\":\"x\\ud83d\\u1\"}\n", &[r#"JSON parse error, \\ud83d is not a valid Unicode character"#]),
    (b"{\"execute\":\"\\u0000a\"}\n", &[r#"The command \u0000a has not been found"#]),
    (b"{\"execute\":\"\\x\"}\n", &[r#"JSON parse error, invalid escape sequence in string"#]),
    (b"{\"execute\":\"\\'\\\"\\/\\b\\f\\n\\r\\t\\\\\"}\n", &[r#"The command '\"/\b\f\n\r\t\\ has not been found"#]),
    (b"{'execute':'a\\'\"'}\n", &[r#"The command a'\" has not been found"#]),
    (b"{\"execute\":\"a\", \"id\":01}\n", &[r#"JSON parse error, stray '01'"#, r#"JSON parse error, expecting value"#]),
    (b"1.x\n", &[r#"JSON parse error, stray '1.x'"#]),
    (b"-x\n", &[r#"JSON parse error, stray '-x'"#]),
    (b"-01\n", &[r#"JSON parse error, stray '-01'"#]),
    (b"1.5e\n", &[r#"JSON parse error, stray '1.5e\n'"#]),
    (b"1e+\n", &[r#"JSON parse error, stray '1e+\n'"#]),
    (b"+1\n", &[r#"JSON parse error, stray '+'"#]),
    (b"1.5abc\n", &[r#"QMP input must be a JSON object"#, r#"JSON parse error, invalid keyword 'abc'"#]),
    (b"%d\n", &[r#"JSON parse error, stray '%'"#]),
    (b"[%d]\n", &[r#"JSON parse error, stray '%'"#, r#"JSON parse error, expecting value"#]),
    (b"{\"execute\":\"a\",\"id\":%p}\n", &[r#"JSON parse error, stray '%'"#, r#"JSON parse error, expecting value"#]),
    (b"{\"execute\":\"%s\"}\n", &[r#"The command %s has not been found"#]),
    (b"A {\"execute\":\"a\"}\n", &[r#"JSON parse error, stray 'A'"#, r#"The command a has not been found"#]),
    (b"@#$ [{}] \n", &[r#"JSON parse error, stray '@'"#, r#"QMP input must be a JSON object"#]),
    (b"@{\"execute\":\"a\"}\n", &[r#"JSON parse error, stray '@'"#, r#"The command a has not been found"#]),
    (b"/* c */ {\"execute\":\"a\"}\n", &[r#"JSON parse error, stray '/'"#, r#"The command a has not been found"#]),
    (b"@ \"x\" \n {\"execute\":\"b\"}\n", &[r#"JSON parse error, stray '@'"#, r#"The command b has not been found"#]),
    (b"{\"execute\" @ : \"b\"}\n", &[r#"JSON parse error, stray '@'"#, r#"JSON parse error, expecting value"#, r#"QMP input must be a JSON object"#, r#"JSON parse error, expecting value"#]),
    (b"{\"execute\": \"a\" @ \"b\", {\"execute\":\"c\"}\n", &[r#"JSON parse error, stray '@'"#, r#"JSON parse error, expecting value"#, r#"The command c has not been found"#]),
    (b"{\"execute\": A\x01{\"execute\":\"c\"}\n", &[r#"JSON parse error, stray 'A'"#, r#"JSON parse error, stray '\u0001'"#, r#"The command c has not been found"#]),
    (b"\"abc\n", &[r#"JSON parse error, stray '\"abc\n'"#]),
    (b"\"abc\\\n", &[r#"JSON parse error, stray '\"abc\\\n'"#]),
    (b"12\n", &[r#"QMP input must be a JSON object"#]),
    (b" 13\n", &[r#"QMP input must be a JSON object"#]),
    (b"\n", &[]),
    (b"truefalse\n", &[r#"JSON parse error, invalid keyword 'truefalse'"#]),
    (b"[] \n", &[r#"QMP input must be a JSON object"#]),
    (b"\"\"\n", &[r#"QMP input must be a JSON object"#]),
    (b"''\n", &[r#"QMP input must be a JSON object"#]),
    (b"{\"execute\":\"aaa\"\r\n}\n", &[r#"The command aaa has not been found"#]),
    (b"{\"execute\":\"a\",\"a\":fals}\n", &[r#"JSON parse error, invalid keyword 'fals'"#]),
    (b"{\"execute\":\"a\",\"a\":[1,2}\n", &[]),
    (b"{\"a\":{\"b\":{\"c\":x}}}\n", &[r#"JSON parse error, invalid keyword 'x'"#]),
    (b"\xef\xbb\xbf{\"execute\":\"a\"}\n", &[r#"JSON parse error, stray '\uFFFD'"#, r#"The command a has not been found"#]),
    (b"{\"id\":1,\"execute\":\"a\",\"x\":1}\n", &[r#"QMP input member 'x' is unexpected"#]),
    (b"{\"id\":1,\"execute\":\"a\",\"x\":1,\"x\":1}\n", &[r#"JSON parse error, duplicate key"#]),
    (b"{\"execute\":\"a\\u0000b\", \"id\":{\"\\u0000\":1}}\n", &[r#"The command a\u0000b has not been found"#]),
    (b"{\"execute\":\"a\",\"\":1}\n", &[r#"QMP input member '' is unexpected"#]),
    (b"{\"exec\\u0075te\":\"a\",\"id\":\"\\u00e9\\u2028\\uFFFD<>&/\"}\n", &[r#"The command a has not been found"#]),
    (b"{\"id\":{\"b\":1,\"a\":2,\"c\":[],\"d\":{}}}\n", &[r#"QMP input lacks member 'execute'"#]),
    (b"{true:1}\n", &[r#"JSON parse error, key is not a string in object"#]),
    (b"{[]:1}\n", &[r#"JSON parse error, key is not a string in object"#]),
    (b"{\n}\n", &[r#"QMP input lacks member 'execute'"#]),
    (b"{\"a\\q\":1}\n", &[r#"JSON parse error, invalid escape sequence in string"#]),
    (b"{\"a\":\"\\q\"}\n", &[r#"JSON parse error, invalid escape sequence in string"#]),
    (b"[\"\\q\"]\n", &[r#"JSON parse error, invalid escape sequence in string"#]),
    (b"{\"a\":1,\"a\":\n", &[]),
    (b"2}\n", &[r#"QMP input must be a JSON object"#, r#"JSON parse error, expecting value"#]),
    (b"{\"\":1,\"\":1}\n", &[r#"JSON parse error, duplicate key"#]),
    (b"{\"a\":1,\"a\":x}\n", &[r#"JSON parse error, invalid keyword 'x'"#]),
    (b"{\"a\":1,\"a\" 1}\n", &[r#"JSON parse error, missing : in object pair"#]),
    (b"{\"execute\":\"\\ud83f\\udffe\"}\n", &[r#"JSON parse error, \\ud83f\\udffe is not a valid Unicode character"#]),
    (b"{\"execute\":\"\\ud83f\\udfff\",\"id\":\"\\ud83d\\udc00\"}\n", &[r#"JSON parse error, \\ud83f\\udfff is not a valid Unicode character"#]),
    (b"{\"execute\":\"\\u00e9\\u12\xc3\xa9\",\"id\":\"\\ud83d\\udc00\"}\n", &[r#"JSON parse error, \\u12\u00E9 is not a valid Unicode character"#]),
    (b"[{]}\n", &[r#"JSON parse error, expecting value"#]),
    (b"{[}]\n", &[r#"JSON parse error, expecting value"#]),
    (b"{]\n", &[r#"JSON parse error, expecting value"#]),
    (b"[1}\n", &[r#"JSON parse error, expected separator in list"#]),
    (b"{\"a\"]\n", &[r#"JSON parse error, missing : in object pair"#]),
    (b"{\"a\":[1}]\n", &[r#"JSON parse error, expected separator in list"#]),
    (b"\"ab\xc3\xc3\x80\x01\n", &[r#"JSON parse error, stray '\"ab\uFFFD\u00C0\u0001'"#]),
    (b"\"a\xe2\x82\x01\n", &[r#"JSON parse error, stray '\"a\uFFFD\u0001'"#]),
    (b"\"a\xf0\x9f\x98\x01\n", &[r#"JSON parse error, stray '\"a\uFFFD\u0001'"#]),
    (b"\"a\xed\xa0\x80\x01\n", &[r#"JSON parse error, stray '\"a\uFFFD\u0001'"#]),
    (b"\"a\xef\xbf\xbf\x01\n", &[r#"JSON parse error, stray '\"a\uFFFD\u0001'"#]),
    (b"\"a\xf8\x88\x80\x80\x80\x01\n", &[r#"JSON parse error, stray '\"a\uFFFD\u0001'"#]),
    (b"\"a\xc0\x80\x01\n", &[r#"JSON parse error, stray '\"a\u0000\u0001'"#]),
    (b"\"a\xc1\x80\x01\n", &[r#"JSON parse error, stray '\"a\uFFFD\u0001'"#]),
    (b"\"a\xf4\x90\x80\x80\x01\n", &[r#"JSON parse error, stray '\"a\uFFFD\u0001'"#]),
    (b"{\"execute\":\"a\\\x80\"}\n", &[r#"JSON parse error, invalid escape sequence in string"#]),
    (b"{\"execute\":\"\\u00\xc3\xa9\xc3\xa9x\"}\n", &[r#"JSON parse error, \\u00\u00E9 is not a valid Unicode character"#]),
];

#[test]
fn what_is_wrong_is_said_as_qemu_says_it() {
    for &(text, descriptions) in ANSWERS {
        let session = Session::new(Format::Line);
        session.answer(&Nothing, parse_text("{'execute': 'qmp_capabilities'}"));
        let (mut parser, mut bytes) = (Parser::new(), text);
        for description in descriptions {
            let found = parser.parse(&mut bytes).unwrap_or_else(|| panic!("no answer to {}", text.escape_ascii()));
            let answer = session.answer(&Nothing, found);
            let end = format!("\"desc\": \"{description}\"}}}}\r\n");
            assert!(answer.ends_with(&end), "{}: {answer}", text.escape_ascii());
        }
        let more = parser.parse(&mut bytes);
        assert!(more.is_none(), "{}: {more:?}", text.escape_ascii());
    }
}

fn all(chunks: &[&[u8]]) -> Vec<Result<Value, ParseError>> {
    let mut parser = Parser::new();
    let mut found = Vec::new();
    for mut bytes in chunks.iter().copied() {
        found.extend(std::iter::from_fn(|| parser.parse(&mut bytes)));
        assert!(bytes.is_empty());
    }
    found
}

fn error(text: &[u8]) -> String {
    all(&[text]).remove(0).unwrap_err().to_string()
}

#[test]
fn numbers_are_the_narrowest_that_have_them() {
    let text = "[-0, -9223372036854775808, 18446744073709551615, 18446744073709551616, 1e2, -0.0, 5e-324]";
    let Value::Array(numbers) = parse_text(text).unwrap() else { panic!() };
    assert!(numbers[0].is_i64() && numbers[1].is_i64() && numbers[2].is_u64());
    assert!(numbers[3..].iter().all(Value::is_f64));
    assert_eq!(
        print(&Value::Array(numbers), Format::Line),
        "[0, -9223372036854775808, 18446744073709551615, 1.8446744073709552e+19, 100, -0, 4.9406564584124654e-324]"
    );
    // As QEMU prints them: C's `%.17g`.
    for (number, text) in [
        (0.1, "0.10000000000000001"),
        (1e-4, "0.0001"),
        (1e-5, "1.0000000000000001e-05"),
        (1e16, "10000000000000000"),
        (1e17, "1e+17"),
        (123_456_789.125, "123456789.125"),
        (f64::MAX, "1.7976931348623157e+308"),
    ] {
        assert_eq!(print(&json!(number), Format::Line), text);
    }
    // Not as QEMU, which answers `inf`.
    assert_eq!(error(b"[1e400]"), "JSON parse error, number out of range");
}

#[test]
fn a_value_is_limited_in_depth_count_and_size_and_the_next_is_read_again() {
    let nested = |depth| [b"[".repeat(depth), b"]".repeat(depth)].concat();
    assert!(all(&[&nested(1024)])[0].is_ok());
    let found = all(&[&nested(1025), b"{'a': 1}"]);
    assert_eq!(found[0].as_ref().unwrap_err().to_string(), "JSON nesting depth limit exceeded");
    assert_eq!(found.last().unwrap(), &Ok(json!({"a": 1})));

    let list = |tokens: usize| [b"[".to_vec(), b"1,".repeat((tokens - 3) / 2), b"1]".to_vec()].concat();
    assert!(all(&[&list((2 << 20) - 1)])[0].is_ok());
    let found = all(&[&list((2 << 20) + 1), b"{'a': 1}"]);
    assert_eq!(found[0].as_ref().unwrap_err().to_string(), "JSON token count limit exceeded");
    assert_eq!(found.last().unwrap(), &Ok(json!({"a": 1})));

    let limit = 64 << 20;
    let string = |length: usize| [b"\"".to_vec(), b"a".repeat(length - 2), b"\"".to_vec()].concat();
    assert!(all(&[&string(limit - 1)])[0].is_ok());
    assert_eq!(error(&string(limit)), "JSON token size limit exceeded");
    // Of one that is longer, the rest is read as if nothing had been before.
    let found = all(&[&string(limit + 2), b"\", {'a': 1}"]);
    assert_eq!(found[0].as_ref().unwrap_err().to_string(), "JSON token size limit exceeded");
    assert_eq!(found.last().unwrap(), &Ok(json!({"a": 1})));
    let two = [b"[".to_vec(), string(limit / 2), b",".to_vec(), string(limit / 2), b"]".to_vec()].concat();
    assert_eq!(error(&two), "JSON token size limit exceeded");
}

#[test]
fn an_error_quotes_no_more_than_the_start() {
    for text in [[b"[".to_vec(), b"a".repeat(5000), b"]".to_vec()].concat(), [b"'".to_vec(), vec![0xC3; 5000]].concat()]
    {
        let error = error(&[&text[..], b"\n"].concat());
        assert!(error.starts_with("JSON parse error, ") && error.len() < 4000, "{error}");
    }
}

#[test]
fn a_text_is_one_value() {
    assert_eq!(parse_text(" 12"), Ok(json!(12)));
    assert_eq!(parse_text("{'a': [null]}\n"), Ok(json!({"a": [null]})));
    for (text, error) in [
        ("", "Expecting a JSON value"),
        ("{} {}", "Expecting at most one JSON value"),
        ("{} }", "JSON parse error, expecting value"),
        ("{", "JSON parse error, premature EOI"),
        ("['a", "JSON parse error, stray ''a'"),
        ("1e", "JSON parse error, stray '1e'"),
        ("nul", "JSON parse error, invalid keyword 'nul'"),
    ] {
        assert_eq!(parse_text(text).unwrap_err().to_string(), error, "{text}");
    }
}

/// A whole request goes another way than one in pieces, and says the same: every byte of these replaced by every other,
/// and what is beyond the limits of that way.
#[test]
fn a_whole_request_is_read_as_one_in_pieces() {
    let check = |text: &[u8]| {
        let pieces: Vec<&[u8]> = text.chunks(1).collect();
        assert_eq!(all(&[text]), all(&pieces), "{}", String::from_utf8_lossy(text));
    };
    for text in [
        &br#" {"execute": "qom-get", 'id': [10, {"a": {}}]}{'b': true}"#[..],
        br#"{"a": -1, "b": 0, "c": 123456789012345678, "d": null, "a1": false}"#,
    ] {
        for place in 0..text.len() {
            for byte in 0..=255 {
                let mut changed = text.to_vec();
                changed[place] = byte;
                check(&changed);
            }
        }
        (0..text.len()).for_each(|end| check(&text[..end]));
    }
    for digits in 16..22 {
        check(format!("{{'a': {0}, 'b': -{0}, 'c': 0{0}}} {{'a': {0}}}", "9".repeat(digits)).as_bytes());
    }
    for depth in [30, 31, 32, 33, 34, 1022, 1023, 1024] {
        check(format!("{{'a': {}{}}}{{}}", "[".repeat(depth), "]".repeat(depth)).as_bytes());
    }
    for length in [1000, 16_000, 17_000, 70_000] {
        check(format!("{{'a': '{}'}}{{'b': 1}}", "x".repeat(length)).as_bytes());
    }
}

/// Texts of what matters to the parser, in any order.
fn texts() -> impl Strategy<Value = Vec<u8>> {
    let parts: Vec<&'static [u8]> = vec![
        b"{",
        b"}",
        b"[",
        b"]",
        b",",
        b":",
        b" ",
        b"\n",
        b"\t",
        b"\xff",
        b"\0",
        b"\\",
        b"\"",
        b"'",
        b"\"a\"",
        b"'b'",
        b"\"\\u00e4\"",
        b"'\\ud83d\\ude00'",
        b"\\ud800",
        b"\xc3\xa4",
        b"\xc3",
        b"0",
        b"-",
        b"12",
        b".5",
        b"e",
        b"E+3",
        b"true",
        b"null",
        b"x",
        b"A",
        b"{\"execute\": 'a'}",
        b"[1, 2.5, []]",
    ];
    prop::collection::vec(prop::sample::select(parts), 0..40).prop_map(|parts| parts.concat())
}

/// All that serde's values can be, but for characters that QEMU takes for none.
fn values() -> impl Strategy<Value = Value> {
    let is_character = |c: char| !('\u{fdd0}'..='\u{fdef}').contains(&c) && u32::from(c) & 0xFFFE != 0xFFFE;
    let string =
        move || any::<String>().prop_map(move |text| text.chars().filter(|&c| is_character(c)).collect::<String>());
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        prop::num::f64::NORMAL.prop_map(Value::from),
        string().prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 40, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::btree_map(string(), inner, 0..6)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn portions_do_not_matter(text in texts(), cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..8)) {
        let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut.index(text.len() + 1)).collect();
        cuts.extend([0, text.len()]);
        cuts.sort_unstable();
        let chunks: Vec<&[u8]> = cuts.windows(2).map(|cut| &text[cut[0]..cut[1]]).collect();
        let bytes: Vec<&[u8]> = text.chunks(1).collect();
        let whole = all(&[&text]);
        prop_assert_eq!(&all(&chunks), &whole);
        prop_assert_eq!(&all(&bytes), &whole);
    }

    #[test]
    fn what_serde_prints_is_read_as_the_same(value in values()) {
        prop_assert_eq!(&parse_text(&value.to_string()), &Ok(value.clone()));
        let pretty = serde_json::to_string_pretty(&value).unwrap();
        prop_assert_eq!(&parse_text(&pretty), &Ok(value));
    }

    #[test]
    fn what_is_printed_is_read_as_the_same(value in values()) {
        for format in [Format::Line, Format::Pretty] {
            let text = print(&value, format);
            prop_assert!(text.is_ascii());
            // A float without a fraction is read as an integer, so the texts are compared.
            prop_assert_eq!(&print(&parse_text(&text).unwrap(), format), &text);
            let other: Value = serde_json::from_str(&text).unwrap();
            prop_assert_eq!(print(&other, format), text);
        }
    }

    #[test]
    fn bytes_are_read_to_the_end(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        all(&[&bytes]);
        if let Ok(text) = std::str::from_utf8(&bytes) {
            let _ = parse_text(text);
        }
    }
}
