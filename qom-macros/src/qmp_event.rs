//! `#[qmp_event]`.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Item, ItemStruct, LitStr, Path};

use crate::support::errors::Errors;
use crate::support::lenient::{first_token, parse_item};
use crate::support::options::{Known, parse_options, path, value};
use crate::support::tokens::allowed;

const OPTIONS: Known<'_> = Known { of: "of `qmp_event`", names: &["name", "crate"] };

pub(crate) fn attribute(options: TokenStream, item: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let (mut name, mut crate_path): (Option<LitStr>, Option<Path>) = (None, None);
    parse_options(&OPTIONS, options, &mut errors, |option, input| {
        match option.to_string().as_str() {
            "name" => name = Some(value(option, "name = \"SOMETHING_HAPPENED\"", input)?),
            "crate" => crate_path = Some(path(option, "crate = path::of::qom_core", input)?),
            _ => return Ok(false),
        }
        Ok(true)
    });
    let parsed = errors.take(parse_item(item.clone())).map(|parsed| parsed.item);
    let named = parsed
        .and_then(|parsed| structure(parsed, &mut errors))
        .and_then(|data| check(data, name.as_ref(), &mut errors));
    let expanded = named.map(|(structure, name)| expand(&structure, &name, crate_path.as_ref()));
    let errors = errors.into_tokens();
    quote!(#item #expanded #errors)
}

fn structure(item: Item, errors: &mut Errors) -> Option<ItemStruct> {
    if let Item::Struct(structure) = item {
        return Some(structure);
    }
    errors.at(
        first_token(&item),
        "`#[qmp_event]` stands on a structure, the event's data: `struct SomethingHappened { .. }`",
    );
    None
}

fn check(structure: ItemStruct, name: Option<&LitStr>, errors: &mut Errors) -> Option<(ItemStruct, String)> {
    if !structure.generics.params.is_empty() {
        errors.at(&structure.generics, "an event has one structure of data: no type parameters");
        return None;
    }
    let Some(name) = name else {
        if errors.is_empty() {
            errors.at(&structure.ident, "an event has a name: `#[qmp_event(name = \"SOMETHING_HAPPENED\")]`");
        }
        // Whoever emits it is not wrong as well.
        return Some((structure, String::new()));
    };
    let text = name.value();
    let is_name = text.starts_with(|c: char| c.is_ascii_uppercase())
        && text.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_');
    if !is_name {
        errors.at(name, "the name of an event is upper-case letters, digits and '_', and starts with a letter");
    }
    Some((structure, text))
}

fn expand(structure: &ItemStruct, name: &str, crate_path: Option<&Path>) -> TokenStream {
    let ident = &structure.ident;
    let core = crate_path.map_or_else(|| quote!(::qom_core), ToTokens::into_token_stream);
    let allowed = allowed();
    quote! {
        impl #core::monitor::QmpEvent for #ident {
            const NAME: &'static ::core::primitive::str = #name;
        }
        #allowed
        const _: () = {
            #[#core::private::monitor::linkme::distributed_slice(#core::private::monitor::QMP_EVENTS)]
            #[linkme(crate = #core::private::monitor::linkme)]
            static __QOM_EVENT: #core::private::monitor::EventInfo = #core::private::monitor::EventInfo {
                name: #name,
                data: #core::private::monitor::event_data::<#ident>,
            };
        };
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Written, refused, without_errors};

    #[test]
    fn what_cannot_be_an_event_is_refused() {
        let name = "the name of an event is upper-case letters, digits and '_', and starts with a letter";
        let cases = [
            ("", "struct «X»;", "an event has a name: `#[qmp_event(name = \"SOMETHING_HAPPENED\")]`"),
            ("name = \"A\"", "struct X«<T>»(T);", "an event has one structure of data: no type parameters"),
            ("name = «\"a\"»", "struct X;", name),
            ("name = «\"1A\"»", "struct X;", name),
            ("name = «\"\"»", "struct X;", name),
            (
                "name = \"A\", «when» = now",
                "struct X;",
                "unknown option `when` of `qmp_event`: there is `name` and `crate`",
            ),
            ("name = \"A\", «crate»", "struct X;", "`crate` is written `crate = path::of::qom_core`"),
        ];
        let on_structure = "`#[qmp_event]` stands on a structure, the event's data: `struct SomethingHappened { .. }`";
        refused("#[qmp_event(name = \"A\")] #[derive(Debug)] «enum» E { A }", &[on_structure]);
        for (options, item, reason) in cases {
            refused(&format!("#[qmp_event({options})] {item}"), &[reason]);
        }
    }

    #[test]
    fn the_name_may_have_digits_and_underscores() {
        for name in ["A", "X_1"] {
            let text = format!("#[qmp_event(name = \"{name}\")] struct X;");
            let (code, errors) = without_errors(Written::of(&text).expand());
            assert!(errors.is_empty() && code.to_string().contains(&format!("str = \"{name}\"")));
        }
    }
}
