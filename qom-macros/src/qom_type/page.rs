//! What rustdoc's page of a type says of it as a QOM type.

use syn::LitStr;

use super::model::{Field, Model, Property, Start};
use super::singleton;
use crate::support::page::{Row, link, link_to_core, remarks, table, within, written};
use crate::support::tokens::first_paragraph;

/// Behind what the user wrote; `None` for a type without documentation, which is left so for the lint to find.
pub(super) fn doc(model: &Model) -> Option<String> {
    if model.doc.is_empty() {
        return None;
    }
    let Model { name, parent, is_abstract, interfaces, .. } = model;
    let kind = if *is_abstract { "Abstract QOM type" } else { "QOM type" };
    let parent = parent.as_ref().map_or_else(|| link_to_core(model.crate_path.as_ref(), "Object", "Object"), link);
    let interfaces: Vec<String> = interfaces.iter().map(link).collect();
    let interfaces = match &interfaces[..] {
        [] => String::new(),
        [one] => format!(", interface {one}"),
        several => format!(", interfaces {}", several.join(", ")),
    };
    let singleton = singleton::doc(model).unwrap_or_default();
    let rows: Vec<Row> = model.fields.iter().filter_map(|field| row(field, model.parent.is_some())).collect();
    let table = table(&rows);
    let elsewhere = elsewhere(model, &parent);
    Some(format!("\n\n{kind} `{name}`, parent {parent}{interfaces}.{singleton}{table}\n\n{elsewhere}"))
}

/// Where on the page is what the attribute does not see: what is inherited, and what other blocks and other types say.
fn elsewhere(model: &Model, parent: &str) -> String {
    let Model { ident, .. } = model;
    let extends = link_to_core(model.crate_path.as_ref(), "Extends", "types::Extends");
    format!(
        "Inherited are the properties of {parent}, and the methods below. Where an `impl` below begins with a table, these \
         are properties too. [Hooks](#trait-implementations) are in each `impl ..Impl for {ident}`: first those that it \
         fills itself, then those that it inherits. [Subtypes](#trait-implementations) are there too, as \
         `impl Extends<{ident}> for ..`; {extends} has those of all crates."
    )
}

/// What a search for the name that users know has to find it by, if it is not called so: rustdoc looks for no dashes, and
/// not at underscores and capitals.
pub(super) fn alias(model: &Model) -> Option<String> {
    let plain = |name: &str| name.replace(['-', '_'], "").to_lowercase();
    let is_other = plain(&model.name) != plain(&model.ident.to_string());
    let name = model.name.replace('-', "_");
    let is_searchable = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    (is_other && is_searchable).then_some(name)
}

fn row(field: &Field, is_device: bool) -> Option<Row> {
    let type_name = written(&field.ty);
    match &field.start {
        Start::Property(property) => {
            Some(Row { type_name: within(&type_name, "Prop<"), ..of_property(property, field, is_device) })
        }
        Start::Child { name } => {
            let (name, about) = (name.clone(), first_paragraph(&field.doc));
            Some(Row { name, type_name, settable: "never".to_owned(), about, ..Row::default() })
        }
        Start::Default | Start::Value(_) => None,
    }
}

fn of_property(property: &Property, field: &Field, is_device: bool) -> Row {
    let Property { name, default, description, range, unit, deprecated, settable, set_once, .. } = property;
    let settable = match (property.is_read_only, settable) {
        (true, _) => "never",
        _ if set_once.is_some() => "once",
        (_, Some((_, true))) => "always",
        // What cannot be realized is never too late to be set.
        _ if !is_device => "always",
        _ => "until realized",
    };
    let about = first_paragraph(&description.as_ref().map_or_else(|| field.doc.clone(), LitStr::value));
    Row {
        name: name.clone(),
        default: default.as_ref().map(written).unwrap_or_default(),
        range: range.as_ref().map(|(from, to)| format!("{}..={}", written(from), written(to))).unwrap_or_default(),
        unit: unit.as_ref().map(LitStr::value).unwrap_or_default(),
        settable: settable.to_owned(),
        about: remarks(about, property.is_write_only, deprecated.as_ref()),
        ..Row::default()
    }
}

#[cfg(test)]
mod tests {
    use proc_macro2::TokenStream;
    use quote::quote;

    use crate::qom_type::{model, page, parse};
    use crate::support::errors::Errors;

    /// The page of a type that is declared so.
    fn page(options: TokenStream, item: TokenStream) -> String {
        let mut errors = Errors::default();
        let parsed = parse::parse(options, item, &mut errors);
        let model = parsed.and_then(|parsed| model::check(parsed, &mut errors)).unwrap();
        assert!(errors.is_empty());
        page::doc(&model).unwrap()
    }

    #[test]
    fn a_page_tells_parent_interfaces_and_properties() {
        let options = quote!(name = "pl011", parent = serial::Serial, interfaces = [Named]);
        let item = quote! {
            /// A UART.
            pub struct Pl011 {
                /// UART clock,
                /// always | running.
                ///
                /// More of it.
                #[property(default = 24_000_000, range = 1..=48_000_000, unit = "Hz", settable = always)]
                clk: Prop<u32>,
                #[property(read_only)]
                chardev: Link<Chardev>,
                #[child]
                fifo: Child<Fifo>,
                count: AtomicU32,
            }
        };
        let expected = "\n\nQOM type `pl011`, parent [`Serial`](serial::Serial), interface [`Named`](Named).\n\n\
            | <div style=\"min-width:5.4em\">property</div> | <div style=\"min-width:9.0em\">type</div> \
            | <div style=\"min-width:7.2em\">default</div> | <div style=\"min-width:9.6em\">range</div> \
            | unit | settable | <div style=\"min-width:14.4em\">description</div> |\n\
            | --- | --- | --- | --- | --- | --- | --- |\n\
            | `clk` | `u32` | `24_000_000` | `1..=48_000_000` | Hz | always | UART clock, always \\| running. |\n\
            | `chardev` | `Link<Chardev>` |  |  |  | never |  |\n\
            | `fifo` | `Child<Fifo>` |  |  |  | never |  |\n\n\n\
            Inherited are the properties of [`Serial`](serial::Serial), and the methods below. ";
        let page = page(options, item);
        assert!(page.starts_with(expected), "{page}");
        assert!(page.contains("`impl Extends<Pl011> for ..`; [`Extends`](qom_core::types::Extends) has"), "{page}");
    }

    #[test]
    fn a_page_tells_when_a_property_can_be_set_and_read() {
        let properties = quote! {
            /// A source of entropy.
            struct Rng {
                #[property(default = "/dev/urandom")]
                filename: Prop<String>,
                /// A secret.
                #[property(write_only, deprecated = "use `key`")]
                password: Prop<String>,
                #[property(set_once)]
                clock: Link<Clock>,
            }
        };
        let of_device = page(quote!(parent = Device), properties.clone());
        for line in [
            "| `filename` | `String` | `\"/dev/urandom\"` | until realized |  |\n",
            "| `password` | `String` |  | until realized | A secret. Cannot be read. **Deprecated**: use `key` |\n",
            "| `clock` | `Link<Clock>` |  | once |  |\n",
        ] {
            assert!(of_device.contains(line), "{of_device}");
        }
        // What is no device is never realized.
        let of_object = page(quote!(), properties);
        assert!(of_object.contains("| `filename` | `String` | `\"/dev/urandom\"` | always |  |\n"), "{of_object}");
    }
}
