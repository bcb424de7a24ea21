//! What `#[qmp_command]` and `#[hmp_command]` read, and what they refuse.

use super::Kind;
use super::model::{self, Command};
use crate::support::errors::Errors;
use crate::support::page::written;
use crate::testing::{Written, refused};

fn command(kind: Kind, text: &str) -> Command {
    let Written { options, item, .. } = Written::of(text);
    let mut errors = Errors::default();
    let options = model::options(kind, options, &mut errors);
    let command = model::command(kind, &syn::parse2(item).unwrap(), options, &mut errors);
    assert!(errors.is_empty(), "{text}: {}", errors.into_tokens());
    command.expect(text)
}

#[test]
fn commands_are_in_the_model() {
    type Read = fn(&Command) -> String;
    let cases: &[(Kind, &str, Read, &str)] = &[
        (Kind::Qmp, "", |c| c.name.clone(), "query-it"),
        (Kind::Qmp, r#"name = "x_a-1""#, |c| c.name.clone(), "x_a-1"),
        (Kind::Qmp, "", |c| c.is_late.to_string(), "false"),
        (Kind::Qmp, "when = always", |c| c.is_late.to_string(), "false"),
        (Kind::Qmp, "when = ready", |c| c.is_late.to_string(), "true"),
        (Kind::Qmp, "arguments = described::<u8>", |c| written(&c.described), "described::<u8>"),
        (Kind::Qmp, "crate = q", |c| written(&c.crate_path), "q"),
        (Kind::Qmp, "", |c| written(&c.arguments), "Asked"),
        (Kind::Qmp, "", |c| written(&c.returns), "Result<String>"),
        (Kind::Hmp, r#"name = "info it""#, |c| c.name.clone(), "info it"),
        (Kind::Hmp, r#"alias = "i""#, |c| c.alias.clone().unwrap(), "i"),
        (Kind::Hmp, r#"params = "[-a]""#, |c| written(&c.params), r#""[-a]""#),
        (Kind::Hmp, "when = ready", |c| c.is_late.to_string(), "true"),
        (Kind::Hmp, "crate = q", |c| written(&c.crate_path), "q"),
    ];
    for (kind, options, read, expected) in cases {
        let text = format!("#[qmp_command({options})] fn query_it(_: &Monitor, asked: Asked) -> Result<String> {{}}");
        assert_eq!(read(&command(*kind, &text)), *expected, "{options}");
    }
    let without = command(Kind::Hmp, "#[hmp_command] fn r#move(_: &Monitor) -> Printed {}");
    assert_eq!((without.name.as_str(), without.arguments.is_none(), without.alias), ("move", true, None));
}

#[test]
fn the_help_is_the_first_paragraph() {
    let cases = [
        ("", ""),
        ("/// Say goodbye.\n", "say goodbye"),
        ("/// Say\n/// goodbye.\n///\n/// More.\n", "say goodbye"),
        // A word of capitals.
        ("/// QMP over it\n", "QMP over it"),
        ("/// X\n", "X"),
    ];
    for (doc, help) in cases {
        let command = command(Kind::Hmp, &format!("{doc}#[hmp_command] fn f(_: &Monitor) -> Result<String> {{}}"));
        assert_eq!(command.help, help);
    }
}

const QMP: &str = "a command is `fn name(monitor: &Monitor, arguments: Arguments) -> Result<Answer>`";
const HMP: &str = "a command for people is `fn name(monitor: &Monitor, arguments: Arguments) -> Result<String>`";

#[test]
fn functions_that_cannot_be_commands_are_refused() {
    let plain = format!("{QMP}, without `async`, `const`, `unsafe`, `extern` or type parameters");
    let one = format!("{QMP}: all arguments are members of one structure");
    let cases = [
        ("«async» fn f(_: &Monitor) -> R {}", plain.clone()),
        ("«const» fn f(_: &Monitor) -> R {}", plain.clone()),
        ("«unsafe» fn f(_: &Monitor) -> R {}", plain.clone()),
        ("«extern \"C\"» fn f(_: &Monitor) -> R {}", plain.clone()),
        ("fn f«<T>»(_: &Monitor) -> R {}", plain),
        ("fn f(«&self») -> R {}", format!("{QMP}: a function of its own, without `self`")),
        ("fn f(_: «Monitor») -> R {}", format!("{QMP}: the monitor comes first, and by reference")),
        ("fn f(_: «Asked», _: &Monitor) -> R {}", format!("{QMP}: the monitor comes first, and by reference")),
        ("fn «f»() -> R {}", format!("{QMP}: the monitor comes first, and by reference")),
        ("fn f(_: &Monitor, a: u8, b: «u8») -> R {}", one),
        ("fn «f»(_: &Monitor) {}", format!("{QMP}; `Result<()>` if there is nothing to answer")),
    ];
    for (function, reason) in &cases {
        refused(&format!("#[qmp_command] {function}"), &[reason]);
    }
    let printed = format!("{HMP}: it returns what is printed");
    let cases = [
        ("fn «f»(_: &Monitor) {}", format!("{HMP}; what is returned is printed, and may be an empty text")),
        ("fn f(_: &Monitor) -> «Result<()>» {}", printed.clone()),
        ("fn f(_: &Monitor) -> «Result<u8>» {}", printed.clone()),
        ("fn f(_: &Monitor) -> «String» {}", printed),
    ];
    for (function, reason) in &cases {
        refused(&format!("#[hmp_command] {function}"), &[reason]);
    }
    for attribute in ["qmp_command", "hmp_command"] {
        let on_function = format!("`#[{attribute}]` stands on a function: `fn name(monitor: &Monitor) -> Result<..>`");
        refused(&format!("#[{attribute}] #[allow(unused)] «struct» X;"), &[&on_function]);
    }
}

#[test]
fn options_that_commands_cannot_have_are_refused() {
    let name = "the name of a command is letters, digits, '-' and '_', and starts with a letter";
    let words = "the name of a command is words with one blank in between, of letters, digits, '-' and '_'";
    let word = "the other name of a command is one word";
    let cases = [
        ("qmp", "name = «x»", "`name` is written `name = \"query-something\"`"),
        ("qmp", "name = «\"1\"»", name),
        ("qmp", "name = «\"a b\"»", name),
        ("qmp", "name = «\"\"»", name),
        ("hmp", "name = «\"a  b\"»", words),
        ("hmp", "name = «\"\"»", words),
        ("hmp", "alias = «\"a b\"»", word),
        ("hmp", "alias = «\"\"»", word),
        ("hmp", "«alias»", "`alias` is written `alias = \"s\"`"),
        ("hmp", "params = «1»", "`params` is written `params = \"[-j] path\"`"),
        ("qmp", "«arguments»", "`arguments` is written `arguments = function_that_describes_them`"),
        ("qmp", "when = «1»", "`when` is written `when = ready`"),
        ("hmp", "when = «later»", "`later` is no time: there is `always` and `ready`"),
        ("qmp", "crate = «\"q\"»", "`crate` is written `crate = path::of::qom_core`"),
        ("qmp", "«nmae» = \"a\"", "unknown option `nmae` of `qmp_command`: did you mean `name`?"),
        (
            "qmp",
            "«alias» = \"a\"",
            "unknown option `alias` of `qmp_command`: there is `name`, `when`, `arguments` and `crate`",
        ),
        (
            "hmp",
            "«arguments» = f",
            "unknown option `arguments` of `hmp_command`: there is `name`, `alias`, `params`, `when` and `crate`",
        ),
    ];
    for (kind, options, reason) in cases {
        refused(&format!("#[{kind}_command({options})] fn f(_: &Monitor) -> Result<String> {{}}"), &[reason]);
    }
}
