//! What rustdoc's page of a type says of it as a QOM type.

use syn::LitStr;

use super::model::{Field, Model, Property, Start};
use super::singleton;
use crate::support::page::{Row, link, table, written};
use crate::support::tokens::first_paragraph;

/// Behind what the user wrote; `None` for a type without documentation, which is left so for the lint to find.
pub(super) fn doc(model: &Model) -> Option<String> {
    if model.doc.is_empty() {
        return None;
    }
    let Model { name, parent, is_abstract, interfaces, .. } = model;
    let kind = if *is_abstract { "Abstract QOM type" } else { "QOM type" };
    let parent = parent.as_ref().map_or_else(|| link_to_core(model, "Object"), link);
    let interfaces: Vec<String> = interfaces.iter().map(link).collect();
    let interfaces = match &interfaces[..] {
        [] => String::new(),
        [one] => format!(", interface {one}"),
        several => format!(", interfaces {}", several.join(", ")),
    };
    let singleton = singleton::doc(model).unwrap_or_default();
    let rows: Vec<Row> = model.fields.iter().filter_map(row).collect();
    Some(format!("\n\n{kind} `{name}`, parent {parent}{interfaces}.{singleton}{}", table(&rows)))
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

fn link_to_core(model: &Model, name: &str) -> String {
    let core = model.crate_path.as_ref().map_or_else(|| "qom_core".to_owned(), written);
    format!("[`{name}`]({}::{name})", core.trim_start_matches("::"))
}

fn row(field: &Field) -> Option<Row> {
    let type_name = written(&field.ty);
    match &field.start {
        Start::Property(property) => Some(Row { type_name: within(&type_name), ..of_property(property, field) }),
        Start::Child { name } => {
            let (name, about) = (name.clone(), first_paragraph(&field.doc));
            Some(Row { name, type_name, access: "never".to_owned(), about, ..Row::default() })
        }
        Start::Default | Start::Value(_) => None,
    }
}

/// `u32` of `Prop<u32>`; a link stays one.
fn within(type_name: &str) -> String {
    let inner = type_name.split_once("Prop<").and_then(|(_, inner)| inner.strip_suffix('>'));
    inner.unwrap_or(type_name).to_owned()
}

fn of_property(property: &Property, field: &Field) -> Row {
    let Property { name, default, description, range, unit, deprecated, settable, .. } = property;
    let access = match (property.is_read_only, property.is_write_only, settable) {
        (true, _, _) => "never",
        (_, true, _) => "not readable",
        (_, _, Some((_, true))) => "always",
        _ => "until realized",
    };
    let mut about = first_paragraph(&description.as_ref().map_or_else(|| field.doc.clone(), LitStr::value));
    let range = range.as_ref().map(|(from, to)| format!("`{}..={}`", written(from), written(to)));
    let unit = unit.as_ref().map(LitStr::value);
    let numbers: Vec<String> = [range, unit].into_iter().flatten().collect();
    if !numbers.is_empty() {
        about = format!("{about} ({})", numbers.join(" "));
    }
    if let Some(instead) = deprecated {
        about = format!("{about} **Deprecated**: {}", instead.value());
    }
    let default = default.as_ref().map(written).unwrap_or_default();
    Row { name: name.clone(), default, access: access.to_owned(), about, ..Row::default() }
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use crate::qom_type::{model, page, parse};
    use crate::support::errors::Errors;

    #[test]
    fn a_page_tells_parent_interfaces_and_properties() {
        let mut errors = Errors::default();
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
        let parsed = parse::parse(options, item, &mut errors);
        let model = parsed.and_then(|parsed| model::check(parsed, &mut errors)).unwrap();
        assert!(errors.is_empty());
        let expected = "\n\nQOM type `pl011`, parent [`Serial`](serial::Serial), interface [`Named`](Named).\n\n\
            | property | type | default | settable | |\n\
            | --- | --- | --- | --- | --- |\n\
            | `clk` | `u32` | `24_000_000` | always | UART clock, always \\| running. (`1..=48_000_000` Hz) |\n\
            | `chardev` | `Link<Chardev>` |  | never |  |\n\
            | `fifo` | `Child<Fifo>` |  | never |  |\n";
        assert_eq!(page::doc(&model).unwrap(), expected);
    }
}
