//! What `#[qom_type]` reads, and what it refuses.

use super::model::{self, Model, Property, Start};
use super::parse;
use super::parse::Scope;
use crate::support::errors::Errors;
use crate::support::page::written;
use crate::testing::{Written, refused};

fn model(text: &str) -> Model {
    let Written { options, item, .. } = Written::of(text);
    let mut errors = Errors::default();
    let parsed = parse::parse(options, item, &mut errors);
    let model = parsed.and_then(|parsed| model::check(parsed, &mut errors));
    assert!(errors.is_empty(), "{text}: {}", errors.into_tokens());
    model.expect(text)
}

#[test]
fn options_are_in_the_model() {
    type Read = fn(&Model) -> String;
    let cases: &[(&str, Read, &str)] = &[
        ("", |m| m.name.clone(), "x86-iommu"),
        (r#"name = "pl011""#, |m| m.name.clone(), "pl011"),
        ("", |m| format!("{:?}", m.parent.is_none()), "true"),
        ("parent = crate::Device", |m| written(&m.parent), "crate::Device"),
        ("", |m| m.is_abstract.to_string(), "false"),
        ("abstract", |m| m.is_abstract.to_string(), "true"),
        ("interfaces = []", |m| m.interfaces.len().to_string(), "0"),
        (
            "interfaces = [Named, power::Switched,]",
            |m| m.interfaces.iter().map(written).collect::<Vec<_>>().join(" "),
            "Named power::Switched",
        ),
        ("", |m| m.singleton.is_none().to_string(), "true"),
        ("singleton(scope = process)", scope, "process"),
        ("singleton(scope = context)", scope, "context"),
        ("singleton(scope = resource(bus))", scope, "bus"),
        ("singleton(group = x86::Iommu)", |m| m.singleton.as_ref().map(|s| written(&s.group)).unwrap(), "x86::Iommu"),
        // Its own group is none that it joins.
        (
            "singleton(group = X86Iommu, scope = process)",
            |m| m.singleton.as_ref().unwrap().group.is_none().to_string(),
            "true",
        ),
        ("singleton(group = Self)", |m| m.singleton.as_ref().unwrap().group.is_none().to_string(), "true"),
        (r#"singleton(message = "one")"#, |m| m.singleton.as_ref().map(|s| written(&s.message)).unwrap(), r#""one""#),
        ("class_init = Self::set_up", |m| written(&m.hooks.class_init), "X86Iommu::set_up"),
        ("class_base_init = f::<u8, u16>", |m| written(&m.hooks.class_base_init), "f::<u8, u16>"),
        ("class_data = 1 << 2, abstract", |m| written(&m.hooks.class_data), "1<<2"),
        ("init = |this| this.start()", |m| written(&m.hooks.init), "|this|this.start()"),
        ("post_init = f", |m| written(&m.hooks.post_init), "f"),
        ("unparent = f", |m| written(&m.hooks.unparent), "f"),
        ("before_set = f", |m| written(&m.hooks.before_set), "f"),
        ("crate = crate::q", |m| written(&m.crate_path), "crate::q"),
        ("abstract,", |m| m.name.clone(), "x86-iommu"),
    ];
    for (options, read, expected) in cases {
        let text = format!("#[qom_type({options})] struct X86Iommu {{ bus: Link<Bus> }}");
        assert_eq!(read(&model(&text)), *expected, "{options}");
    }
}

fn scope(model: &Model) -> String {
    match model.singleton.as_ref().and_then(|singleton| singleton.scope.as_ref()) {
        Some(Scope::Process) => "process".to_owned(),
        Some(Scope::Context) => "context".to_owned(),
        Some(Scope::Resource(field)) => field.to_string(),
        None => "none".to_owned(),
    }
}

#[test]
fn what_stands_on_the_struct_is_in_the_model() {
    let model = model(
        "/// A bus.\n\
         ///\n\
         /// More.\n\
         #[qom_type]\n\
         #[derive(Debug, other::Derive)]\n\
         #[cfg(unix)]\n\
         pub(crate) struct PciBus;",
    );
    assert_eq!(model.doc, "A bus.\n\nMore.");
    assert_eq!((model.ident.to_string(), written(&model.vis)), ("PciBus".to_owned(), "pub(crate)".to_owned()));
    assert_eq!(model.attrs.len(), 5);
    assert!(model.fields.is_empty() && model.broken.is_empty());
}

#[test]
fn fields_are_in_the_model() {
    let cases = [
        ("r#type: u8", "default"),
        ("count: [AtomicU8; 4]", "default"),
        ("#[init(AtomicU32::new(7))] count: AtomicU32", "AtomicU32::new(7)"),
        ("#[child] tx_fifo: Child<Fifo>", "child tx-fifo"),
        ("#[child] r#in: Child<Fifo>", "child in"),
        ("#[property] aw_bits: Prop<u8>", "property aw-bits"),
        ("#[property()] r#type: Prop<u8>", "property type"),
        (r#"#[property(name = "x-a.b_c")] a: Prop<u8>"#, "property x-a.b_c"),
    ];
    for (field, expected) in cases {
        let model = model(&format!("#[qom_type] struct Uart {{ {field} }}"));
        let start = match &model.fields[0].start {
            Start::Default => "default".to_owned(),
            Start::Value(value) => written(value),
            Start::Child { name } => format!("child {name}"),
            Start::Property(property) => format!("property {}", property.name),
        };
        assert_eq!(start, expected, "{field}");
    }
    let model =
        model("#[qom_type] struct Uart { /** Its depth. */ #[cfg(unix)] #[a] #[property] pub depth: Prop<u8> }");
    let field = &model.fields[0];
    assert_eq!((field.doc.trim(), field.cfgs.len(), field.attrs.len()), ("Its depth.", 1, 3));
    assert_eq!((written(&field.vis), written(&field.ty)), ("pub".to_owned(), "Prop<u8>".to_owned()));
}

#[test]
fn options_of_properties_are_in_the_model() {
    type Read = fn(&Property) -> Option<String>;
    let cases: &[(&str, Read, &str)] = &[
        ("default = 1 << 4", |p| p.default.as_ref().map(written), "1<<4"),
        ("default = Self::MOST", |p| p.default.as_ref().map(written), "Uart::MOST"),
        (r#"default = "a""#, |p| p.default.as_ref().map(written), r#""a""#),
        (r#"description = "d""#, |p| p.description.as_ref().map(written), r#""d""#),
        ("range = -1..=2 * 4", |p| p.range.as_ref().map(|(from, to)| written(from) + " " + &written(to)), "-1 2*4"),
        (r#"unit = "Hz""#, |p| p.unit.as_ref().map(written), r#""Hz""#),
        (r#"deprecated = "why""#, |p| p.deprecated.as_ref().map(written), r#""why""#),
        ("read_only", |p| Some(format!("{} {}", p.is_read_only, p.is_write_only)), "true false"),
        ("write_only", |p| Some(format!("{} {}", p.is_read_only, p.is_write_only)), "false true"),
        ("settable = always", |p| p.settable.as_ref().map(|(_, always)| always.to_string()), "true"),
        ("settable = before_realize", |p| p.settable.as_ref().map(|(_, always)| always.to_string()), "false"),
        ("check = Self::check", |p| p.check.as_ref().map(written), "Uart::check"),
        ("set_once", |p| p.set_once.as_ref().map(written), "set_once"),
        ("on_delete = refuse", |p| p.on_delete.as_ref().map(|(_, refuses)| refuses.to_string()), "true"),
        ("on_delete = clear", |p| p.on_delete.as_ref().map(|(_, refuses)| refuses.to_string()), "false"),
    ];
    for (options, read, expected) in cases {
        let model = model(&format!("#[qom_type] struct Uart {{ #[property({options})] a: Prop<u8> }}"));
        let Start::Property(property) = &model.fields[0].start else { panic!("{options}: no property") };
        assert_eq!(read(property).as_deref(), Some(*expected), "{options}");
    }
}

#[test]
fn what_is_no_struct_with_named_fields_is_refused() {
    let from = |kind: &str| format!("`#[qom_type]` declares a type from a struct, not from {kind}");
    let cases = [
        ("#[qom_type] enum «E» { A }", "an enum"),
        ("#[qom_type] union «U» { a: u8 }", "a union"),
        ("#[qom_type] trait «T» {}", "a trait: `#[qom_class]` and `#[qom_interface]` are for traits"),
        ("#[qom_type] pub fn «f»() {}", "a function"),
        ("#[qom_type] «impl» X {}", "an impl"),
        ("#[qom_type] «mod» m {}", "a module"),
        ("#[qom_type] «type» A = u8;", "a type alias"),
        ("#[qom_type] «const» A: u8 = 1;", "this item"),
    ];
    for (item, kind) in cases {
        refused(item, &[&from(kind)]);
    }
    let generic = "a type of the object model is not generic: each has one name and one class";
    refused("#[qom_type] struct X«<T>» { a: T }", &[generic]);
    refused("#[qom_type] struct X «where u8: Copy» { #[init(1)] a: u8 }", &[generic]);
    refused("#[qom_type] struct X«(u8, u16)»;", &["the fields of a type have names: write `struct X { field: T }`"]);
}

#[test]
fn options_that_are_written_otherwise_are_refused() {
    let written = [
        ("name", r#"name = "pl011""#),
        ("parent", "parent = Device"),
        ("class_init", "class_init = function"),
        ("class_base_init", "class_base_init = function"),
        ("class_data", "class_data = constant"),
        ("init", "init = function"),
        ("post_init", "post_init = function"),
        ("unparent", "unparent = function"),
        ("before_set", "before_set = function"),
        ("crate", "crate = path::of::qom_core"),
    ];
    for (option, example) in written {
        let reason = format!("`{option}` is written `{example}`");
        // Without a value, and with one that is none.
        for wrong in
            [format!("«{option}»"), format!("«{option}» ="), format!("«{option}»(1)"), format!("{option} = «#»")]
        {
            refused(&format!("#[qom_type({wrong}, abstract)] struct XY {{}}"), &[&reason]);
        }
    }
    let list = "the interfaces are a list: `interfaces = [Named]`";
    refused("#[qom_type(«interfaces»)] struct XY {}", &[list]);
    refused("#[qom_type(«interfaces» =)] struct XY {}", &[list]);
    refused("#[qom_type(interfaces = «Named», abstract)] struct XY {}", &[list]);
    refused("#[qom_type(interfaces = [«5», Named])] struct XY {}", &[list]);
}

#[test]
fn options_of_singletons_that_are_written_otherwise_are_refused() {
    let plain =
        "write what is special about this singleton: `singleton(scope = process)`; a plain one only lists `Singleton`";
    let resource = "say which resource there is one for: `resource(bus)`, where `bus` is a field";
    let cases = [
        ("«singleton»", plain),
        ("«singleton»()", plain),
        ("«singleton» = process", plain),
        ("singleton(«group»)", "`group` is written `group = X86Iommu`"),
        ("singleton(group = «5»)", "`group` is written `group = X86Iommu`"),
        ("singleton(scope = «5»)", "`scope` is written `scope = process`"),
        ("singleton(message = «one»)", r#"`message` is written `message = "only one"`"#),
        ("singleton(scope = «proces»)", "unknown scope `proces`: did you mean `process`?"),
        (
            "singleton(scope = «machine»)",
            "unknown scope `machine`: there is `process`, `context` and `resource(field)`",
        ),
        ("singleton(scope = «resource»)", resource),
        ("singleton(scope = resource(«5»))", resource),
        (
            "singleton(scope = resource(bus«,» b))",
            "there is one for each of one resource: name one field, `resource(bus)`",
        ),
        ("singleton(scope = resource(«line»))", "`XY` has no field `line` to refer to the resource"),
        ("singleton(scope = process, group = «Other»)", "the scope is that of the group: remove `scope`, or `group`"),
        ("singleton(«gruop» = Other)", "unknown option `gruop` of `singleton`: did you mean `group`?"),
    ];
    for (options, reason) in cases {
        refused(&format!("#[qom_type(interfaces = [Singleton], {options})] struct XY {{ bus: Link<Bus> }}"), &[reason]);
    }
}

#[test]
fn options_that_contradict_the_type_are_refused() {
    let itself = "`XY` cannot be its own parent: name another type; without `parent` it is `Object`";
    let rule = "at least two characters, first a letter or a digit from 1 to 9, then letters, digits, `-`, `_`, `.`";
    let cases = [
        ("parent = «XY»", itself.to_owned()),
        ("parent = «Self»", itself.to_owned()),
        ("interfaces = [A, B, «A»]", "listed twice: remove one".to_owned()),
        (
            "interfaces = [«power::SwitchedImpl»]",
            "`SwitchedImpl` is the trait of the hooks: list the interface, `Switched`".to_owned(),
        ),
        (r#"name = «"a b"»"#, format!("`a b` cannot be the name of a type: {rule}")),
        (r#"name = «"0a"»"#, format!("`0a` cannot be the name of a type: {rule}")),
        (r#"name = «""»"#, format!("`` cannot be the name of a type: {rule}")),
    ];
    for (options, reason) in &cases {
        refused(&format!("#[qom_type({options})] struct XY {{}}"), &[reason]);
    }
    refused(
        "#[qom_type] struct «X» {}",
        &[&format!("`x` cannot be the name of a type ({rule}): write `name = \"..\"`")],
    );
}

#[test]
fn attributes_that_do_not_fit_a_type_are_refused() {
    let copied = "objects are shared, not copied: clone the handle, `Obj<T>`";
    let made = "objects are created behind a handle: `T::new()`, or `T::try_new()` for a singleton";
    let compared = "objects are told apart by their identity: compare the handles, `Obj<T>`";
    let derived = |names: &str, why: &str| format!("{names} cannot be derived for a type: {why}");
    let cases = [
        ("«#[repr(packed)]»", vec!["the layout of a type is fixed: remove `repr`".to_owned()]),
        ("«#[qom_core::qom_type(abstract)]»", vec!["`#[qom_type]` is given twice: remove one".to_owned()]),
        ("#[derive(Debug, «Clone», Copy)]", vec![derived("`Clone` and `Copy`", copied)]),
        ("#[derive(«std::default::Default»)]", vec![derived("`Default`", made)]),
        (
            "#[derive(«PartialEq», Eq, Hash, «Copy»)]",
            vec![derived("`PartialEq`, `Eq` and `Hash`", compared), derived("`Copy`", copied)],
        ),
    ];
    for (attribute, reasons) in &cases {
        let reasons: Vec<&str> = reasons.iter().map(String::as_str).collect();
        refused(&format!("#[qom_type] {attribute} struct XY {{}}"), &reasons);
    }
}

#[test]
fn attributes_that_do_not_fit_a_field_are_refused() {
    let one = "a field starts with one thing: `#[init(..)]`, `#[property(default = ..)]` or `#[child]`";
    let value = "`#[init(..)]` takes one expression: what the field starts with";
    let twice =
        |name: &str| format!("two properties are called `{name}`: give one another name, `#[property(name = \"..\")]`");
    let rule = "first a letter, then letters, digits, `-`, `_`, `.`";
    let cases = [
        ("#[child] «#[init(1)]» a: u8", one.to_owned()),
        ("«#[init]» a: u8", value.to_owned()),
        ("«#[init()]» a: u8", value.to_owned()),
        ("«#[init(1, 2)]» a: u8", value.to_owned()),
        ("«#[init = 1]» a: u8", value.to_owned()),
        ("«#[child(Fifo)]» a: Child<Fifo>", "`#[child]` takes no options".to_owned()),
        ("#[«propety»] a: Prop<u8>", "unknown attribute `propety`: did you mean `property`?".to_owned()),
        ("#[«chidl»] a: Child<Fifo>", "unknown attribute `chidl`: did you mean `child`?".to_owned()),
        ("#[«inti»(1)] a: u8", "unknown attribute `inti`: did you mean `init`?".to_owned()),
        ("#[property] «_a»: Prop<u8>", format!("`-a` cannot be the name of a property: {rule}")),
        ("#[child] «_a»: Child<Fifo>", format!("`-a` cannot be the name of a property: {rule}")),
        ("#[property] a_b: Prop<u8>, #[property(name = \"a-b\")] «c»: Prop<u8>", twice("a-b")),
        ("#[child] a: Child<Fifo>, #[property(name = \"a\")] «b»: Prop<u8>", twice("a")),
    ];
    for (field, reason) in &cases {
        refused(&format!("#[qom_type] struct XY {{ {field} }}"), &[reason]);
    }
}

#[test]
fn options_of_properties_that_do_not_fit_are_refused() {
    let setting = |option: &str| format!("`{option}` is about setting the property, which is `read_only`: remove one");
    let written = |option: &str, example: &str| format!("`{option}` is written `{example}`");
    let ends = "a range has both ends, which belong to it: `range = 1..=255`";
    let cases = [
        ("default = «#»", written("default", "default = 1")),
        ("«default»", written("default", "default = 1")),
        ("name = «a»", written("name", r#"name = "aw-bits""#)),
        (
            r#"name = «"a b"»"#,
            "`a b` cannot be the name of a property: first a letter, then letters, digits, `-`, `_`, `.`".to_owned(),
        ),
        ("description = «1»", written("description", r#"description = "..""#)),
        ("range = «1»", written("range", "range = 1..=255")),
        ("«range» = 1..2", ends.to_owned()),
        ("«range» = 1..", ends.to_owned()),
        ("«range» = ..=2", ends.to_owned()),
        ("unit = «Hz»", written("unit", r#"unit = "Hz""#)),
        ("«deprecated»", written("deprecated", r#"deprecated = "use `x` instead""#)),
        ("«check»", written("check", "check = Self::check_backend")),
        ("«on_delete»", written("on_delete", "on_delete = refuse")),
        ("on_delete = «clera»", "unknown way `clera` of `on_delete`: did you mean `clear`?".to_owned()),
        ("«settable»", written("settable", "settable = always")),
        ("settable = «never»", "unknown time `never` of `settable`: there is `always` and `before_realize`".to_owned()),
        ("read_only, check = «f»", setting("check")),
        ("«set_once», read_only", setting("set_once")),
        ("read_only, «settable» = before_realize", setting("settable")),
        ("read_only «=» true", "`read_only` takes no value: write `read_only` alone".to_owned()),
        ("«rnage» = 1..=2", "unknown option `rnage` of `property`: did you mean `range`?".to_owned()),
    ];
    for (options, reason) in &cases {
        refused(&format!("#[qom_type] struct XY {{ #[property({options})] a: Prop<u8> }}"), &[reason]);
    }
    refused(
        "#[qom_type] struct XY { «#[property(read_only, write_only)]» a: Prop<u8> }",
        &["a property that can be neither read nor set is none: remove one of `read_only`, `write_only`"],
    );
    refused(
        "#[qom_type] struct XY { «#[property = 1]» a: Prop<u8> }",
        &["options go in parentheses: `#[property(default = 1)]`"],
    );
}

/// What is wrong in one place does not hide what is wrong in another.
#[test]
fn everything_that_is_wrong_is_told_at_once() {
    refused(
        "#[qom_type(parent = «XY», «abstrct»)] «#[repr(C)]» struct XY { «#[init()]» a: u8, #[property(«unti» = \"Hz\")] b: Prop<u8> }",
        &[
            "`XY` cannot be its own parent: name another type; without `parent` it is `Object`",
            "unknown option `abstrct`: did you mean `abstract`?",
            "the layout of a type is fixed: remove `repr`",
            "`#[init(..)]` takes one expression: what the field starts with",
            "unknown option `unti` of `property`: did you mean `unit`?",
        ],
    );
}
