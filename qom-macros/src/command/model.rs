//! What a command is, checked.

use proc_macro2::TokenStream;
use quote::quote;
use syn::ext::IdentExt;
use syn::{Expr, FnArg, GenericArgument, Ident, ItemFn, LitStr, Path, PathArguments, ReturnType, Type};

use crate::support::errors::Errors;
use crate::support::options::{Known, parse_options, path, value};
use crate::support::tokens::{beyond_plain, doc_text, first_paragraph};

use super::Kind;

impl Kind {
    fn options(self) -> Known<'static> {
        match self {
            Self::Qmp => Known { of: "of `qmp_command`", names: &["name", "when", "arguments", "crate"] },
            Self::Hmp => Known { of: "of `hmp_command`", names: &["name", "alias", "params", "when", "crate"] },
        }
    }

    fn signature(self) -> &'static str {
        match self {
            Self::Qmp => "a command is `fn name(monitor: &Monitor, arguments: Arguments) -> Result<Answer>`",
            Self::Hmp => "a command for people is `fn name(monitor: &Monitor, arguments: Arguments) -> Result<String>`",
        }
    }
}

#[derive(Default)]
pub(super) struct Options {
    name: Option<LitStr>,
    alias: Option<LitStr>,
    params: Option<LitStr>,
    described: Option<Expr>,
    is_late: bool,
    crate_path: Option<Path>,
}

pub(super) struct Command {
    pub(super) kind: Kind,
    pub(super) ident: Ident,
    pub(super) name: String,
    pub(super) alias: Option<String>,
    /// Its arguments, as help has them.
    pub(super) params: Option<LitStr>,
    pub(super) help: String,
    /// What tells of its arguments, if their structure does not.
    pub(super) described: Option<Expr>,
    /// Only when the machine is ready.
    pub(super) is_late: bool,
    pub(super) arguments: Option<Type>,
    pub(super) returns: Type,
    pub(super) crate_path: Option<Path>,
}

pub(super) fn options(kind: Kind, tokens: TokenStream, errors: &mut Errors) -> Options {
    let mut options = Options::default();
    parse_options(&kind.options(), tokens, errors, |name, input| {
        match name.to_string().as_str() {
            "name" => options.name = Some(value(name, "name = \"query-something\"", input)?),
            "alias" if kind == Kind::Hmp => options.alias = Some(value(name, "alias = \"s\"", input)?),
            "params" if kind == Kind::Hmp => options.params = Some(value(name, "params = \"[-j] path\"", input)?),
            "arguments" if kind == Kind::Qmp => {
                options.described = Some(value(name, "arguments = function_that_describes_them", input)?);
            }
            "when" => {
                let when: Ident = value(name, "when = ready", input)?;
                match when.to_string().as_str() {
                    "always" => {}
                    "ready" => options.is_late = true,
                    other => {
                        let text = format!("`{other}` is no time: there is `always` and `ready`");
                        return Err(syn::Error::new_spanned(when, text));
                    }
                }
            }
            "crate" => options.crate_path = Some(path(name, "crate = path::of::qom_core", input)?),
            _ => return Ok(false),
        }
        Ok(true)
    });
    options
}

pub(super) fn command(kind: Kind, function: &ItemFn, options: Options, errors: &mut Errors) -> Option<Command> {
    let signature = kind.signature();
    let sig = &function.sig;
    if let Some(beyond) = beyond_plain(sig) {
        errors.at(beyond, format!("{signature}, without `async`, `const`, `unsafe`, `extern` or type parameters"));
        return None;
    }
    let mut types = Vec::new();
    for input in &sig.inputs {
        match input {
            FnArg::Typed(input) => types.push((*input.ty).clone()),
            FnArg::Receiver(receiver) => {
                errors.at(receiver, format!("{signature}: a function of its own, without `self`"));
                return None;
            }
        }
    }
    let arguments = match &types[..] {
        [Type::Reference(_)] => None,
        [Type::Reference(_), arguments] => Some(arguments.clone()),
        [first] | [first, _] => {
            errors.at(first, format!("{signature}: the monitor comes first, and by reference"));
            return None;
        }
        [] => {
            errors.at(&sig.ident, format!("{signature}: the monitor comes first, and by reference"));
            return None;
        }
        [_, _, beyond @ ..] => {
            errors.at(quote!(#(#beyond)*), format!("{signature}: all arguments are members of one structure"));
            return None;
        }
    };
    let ReturnType::Type(_, returns) = &sig.output else {
        let nothing = match kind {
            Kind::Qmp => "`Result<()>` if there is nothing to answer",
            Kind::Hmp => "what is returned is printed, and may be an empty text",
        };
        errors.at(&sig.ident, format!("{signature}; {nothing}"));
        return None;
    };
    let name = match &options.name {
        Some(name) if is_name(kind, &name.value()) => name.value(),
        Some(name) => {
            let text = match kind {
                Kind::Qmp => "the name of a command is letters, digits, '-' and '_', and starts with a letter",
                Kind::Hmp => {
                    "the name of a command is words with one blank in between, of letters, digits, '-' and '_'"
                }
            };
            errors.at(name, text);
            return None;
        }
        None => sig.ident.unraw().to_string().replace('_', "-"),
    };
    let alias = match &options.alias {
        Some(alias) if alias.value().is_empty() || alias.value().contains(char::is_whitespace) => {
            errors.at(alias, "the other name of a command is one word");
            return None;
        }
        alias => alias.as_ref().map(LitStr::value),
    };
    if kind == Kind::Hmp && !is_string_result(returns) {
        errors.at(returns, format!("{signature}: it returns what is printed"));
        return None;
    }
    let Options { params, described, is_late, crate_path, .. } = options;
    let (ident, returns) = (sig.ident.clone(), (**returns).clone());
    let help = help(&doc_text(&function.attrs));
    Some(Command { kind, ident, name, alias, params, help, is_late, described, arguments, returns, crate_path })
}

/// The first paragraph of the documentation as a list has it: no sentence.
fn help(doc: &str) -> String {
    let text = first_paragraph(doc);
    let text = text.strip_suffix('.').unwrap_or(&text);
    let mut chars = text.chars();
    match (chars.next(), chars.clone().next()) {
        // Unless it is a word of capitals.
        (Some(first), Some(second)) if second.is_lowercase() => first.to_lowercase().chain(chars).collect(),
        _ => text.to_owned(),
    }
}

/// By its last words: whether it is that type the compiler finds out.
fn is_string_result(returns: &Type) -> bool {
    let Type::Path(path) = returns else { return true };
    let Some(last) = path.path.segments.last() else { return true };
    match &last.arguments {
        PathArguments::AngleBracketed(arguments) => match arguments.args.first() {
            Some(GenericArgument::Type(Type::Path(of))) => {
                of.path.segments.last().is_some_and(|of| of.ident == "String")
            }
            _ => false,
        },
        // Some name of it.
        _ => last.ident != "String",
    }
}

fn is_name(kind: Kind, name: &str) -> bool {
    match kind {
        Kind::Qmp => is_command_name(name),
        Kind::Hmp => name.split(' ').all(is_command_name),
    }
}

fn is_command_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
}
