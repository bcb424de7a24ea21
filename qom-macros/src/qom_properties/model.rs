//! What `#[qom_properties]` was asked for, checked.

use proc_macro2::TokenStream;
use syn::ext::IdentExt;
use syn::{Attribute, FnArg, Ident, ImplItem, ImplItemFn, ItemImpl, LitStr, Meta, Path, ReturnType, Type, parse_quote};

use crate::support::errors::Errors;
use crate::support::names::{check_property_name, property_name};
use crate::support::options::{Known, parse_options, path, value};
use crate::support::tokens::{doc_text, is};

pub(super) struct Model {
    pub(super) crate_path: Option<Path>,
    pub(super) cfgs: Vec<Attribute>,
    /// The block as it was, without our attributes.
    pub(super) block: ItemImpl,
    pub(super) properties: Vec<Property>,
}

/// A computed property: what reads it, what sets it, or both.
pub(super) struct Property {
    pub(super) name: String,
    /// Of all its functions.
    pub(super) cfgs: Vec<Attribute>,
    /// The function that declares it, for what is wrong with the name.
    pub(super) declared_by: Ident,
    pub(super) doc: String,
    pub(super) getter: Option<Getter>,
    pub(super) setter: Option<Setter>,
    pub(super) options: Options,
}

pub(super) struct Getter {
    pub(super) ident: Ident,
    pub(super) output: Type,
}

pub(super) struct Setter {
    pub(super) ident: Ident,
    pub(super) input: Type,
}

#[derive(Default)]
pub(super) struct Options {
    /// Of the one function: what makes the two of a property one.
    name: Option<LitStr>,
    pub(super) description: Option<LitStr>,
    pub(super) unit: Option<LitStr>,
    pub(super) deprecated: Option<LitStr>,
}

const BLOCK_OPTIONS: Known<'_> = Known { of: "", names: &["crate"] };
const GETTER_OPTIONS: Known<'_> = Known { of: "of `getter`", names: &["name", "description", "unit", "deprecated"] };
const SETTER_OPTIONS: Known<'_> = Known { of: "of `setter`", names: &["name", "description", "unit", "deprecated"] };

pub(super) fn check(options: TokenStream, mut block: ItemImpl, errors: &mut Errors) -> Option<Model> {
    let mut crate_path = None;
    parse_options(&BLOCK_OPTIONS, options, errors, |option, input| {
        if option == "crate" {
            crate_path = Some(path(option, "crate = path::of::qom_core", input)?);
        }
        Ok(option == "crate")
    });
    if let Some((of, _)) = &block.trait_ {
        errors.at(of, "`#[qom_properties]` stands on an `impl` of the type itself, and not of a trait");
        return None;
    }
    let mut properties: Vec<Property> = Vec::new();
    for item in &mut block.items {
        if let ImplItem::Fn(function) = item {
            check_function(function, &mut properties, errors);
        }
    }
    let properties = of_one_time(properties, errors);
    Some(Model { crate_path, cfgs: cfgs(&block.attrs), block, properties })
}

fn cfgs(attrs: &[Attribute]) -> Vec<Attribute> {
    attrs.iter().filter(|attr| is(attr, "cfg")).cloned().collect()
}

/// The properties that can be there at one time. Two of one name, which may be under opposite `cfg`s, the compiler counts,
/// but for what can be told here.
fn of_one_time(properties: Vec<Property>, errors: &mut Errors) -> Vec<Property> {
    let mut kept: Vec<Property> = Vec::new();
    for property in properties {
        let same = || kept.iter().filter(|other| other.name == property.name);
        if same().any(|other| are_halves(other, &property)) {
            errors.at(
                &property.declared_by,
                format!("the getter and the setter of `{}` have different `cfg`s: give both the same", property.name),
            );
        } else if same().any(|other| other.cfgs.is_empty() || property.cfgs.is_empty()) {
            errors.at(
                &property.declared_by,
                format!("two properties are called `{}`, and one of them is always there", property.name),
            );
        } else {
            kept.push(property);
        }
    }
    kept
}

/// Whether one is a getter, and the other a setter.
fn are_halves(one: &Property, other: &Property) -> bool {
    let is_half = |reads: &Property, sets: &Property| {
        reads.getter.is_some() && reads.setter.is_none() && sets.getter.is_none() && sets.setter.is_some()
    };
    is_half(one, other) || is_half(other, one)
}

fn check_function(function: &mut ImplItemFn, properties: &mut Vec<Property>, errors: &mut Errors) {
    for attr in function.attrs.extract_if(.., |attr| is(attr, "property")) {
        errors.at(attr, "`#[property]` is for fields: write `#[getter]` or `#[setter]` on a function");
    }
    let is_ours = |attr: &Attribute| is(attr, "getter") || is(attr, "setter");
    let ours: Vec<Attribute> = function.attrs.extract_if(.., |attr| is_ours(attr)).collect();
    let Some(attr) = ours.first() else { return };
    if let Some(second) = ours.get(1) {
        errors.at(second, "a function reads a property or sets it: remove one");
    }
    let ident = function.sig.ident.clone();
    let doc = doc_text(&function.attrs);
    let cfgs = cfgs(&function.attrs);
    if is(attr, "getter") {
        let options = options(attr, &GETTER_OPTIONS, errors);
        let Some(output) = output_of(function, errors) else { return };
        let Some(name) = name(&options, &ident, property_name(&ident), errors) else { return };
        let property = of_name(properties, name, cfgs, &ident);
        if property.getter.is_some() {
            errors.at(&ident, format!("the property `{}` has a getter already", property.name));
            return;
        }
        property.getter = Some(Getter { ident, output });
        // Rather what is said of reading it.
        if !doc.is_empty() {
            property.doc = doc;
        }
        property.options.merge(options, errors);
    } else {
        let options = options(attr, &SETTER_OPTIONS, errors);
        let Some(input) = input_of(function, errors) else { return };
        let written = property_name(&ident);
        let Some(own) = written.strip_prefix("set-").or(options.name.as_ref().map(|_| "")) else {
            let called = ident.unraw().to_string();
            let of = called.strip_prefix("set").filter(|of| !of.is_empty()).unwrap_or(&called);
            let text = format!("the setter of `x` is called `set_x`: write `set_{of}`, or `#[setter(name = \"..\")]`");
            errors.at(&ident, text);
            return;
        };
        let Some(name) = name(&options, &ident, own.to_owned(), errors) else { return };
        let property = of_name(properties, name, cfgs, &ident);
        if property.setter.is_some() {
            errors.at(&ident, format!("the property `{}` has a setter already", property.name));
            return;
        }
        property.setter = Some(Setter { ident, input });
        if property.doc.is_empty() {
            property.doc = doc;
        }
        property.options.merge(options, errors);
    }
}

/// The name given, or else the function's own, if it can be one.
fn name(options: &Options, ident: &Ident, own: String, errors: &mut Errors) -> Option<String> {
    let (name, is_legal) = match &options.name {
        Some(given) => (given.value(), check_property_name(&given.value(), given, errors)),
        None => {
            let is_legal = check_property_name(&own, ident, errors);
            (own, is_legal)
        }
    };
    is_legal.then_some(name)
}

impl Options {
    /// Adds what the property's other function says.
    fn merge(&mut self, other: Self, errors: &mut Errors) {
        let Self { name: _, description, unit, deprecated } = other;
        for (own, other, option) in [
            (&mut self.description, description, "description"),
            (&mut self.unit, unit, "unit"),
            (&mut self.deprecated, deprecated, "deprecated"),
        ] {
            if let (Some(_), Some(second)) = (&own, &other) {
                errors.at(second, format!("the getter and the setter of a property both say `{option}`: remove one"));
            }
            *own = own.take().or(other);
        }
    }
}

fn of_name<'p>(
    properties: &'p mut Vec<Property>,
    name: String,
    cfgs: Vec<Attribute>,
    declared_by: &Ident,
) -> &'p mut Property {
    let is_it = |property: &Property| property.name == name && property.cfgs == cfgs;
    let at = properties.iter().position(is_it).unwrap_or_else(|| {
        properties.push(Property {
            name,
            cfgs,
            declared_by: declared_by.clone(),
            doc: String::new(),
            getter: None,
            setter: None,
            options: Options::default(),
        });
        properties.len() - 1
    });
    &mut properties[at]
}

/// What a getter returns.
fn output_of(function: &ImplItemFn, errors: &mut Errors) -> Option<Type> {
    let text = "a getter takes `&self` and returns the value: `fn baud(&self) -> u64`";
    if !has_receiver(function) || function.sig.inputs.len() != 1 {
        errors.at(&function.sig.ident, text);
        return None;
    }
    match &function.sig.output {
        ReturnType::Type(_, output) => Some((**output).clone()),
        ReturnType::Default => {
            errors.at(&function.sig.ident, text);
            None
        }
    }
}

/// What a setter takes.
fn input_of(function: &ImplItemFn, errors: &mut Errors) -> Option<Type> {
    let mut inputs = function.sig.inputs.iter().skip(1);
    match (has_receiver(function), inputs.next(), inputs.next()) {
        (true, Some(FnArg::Typed(input)), None) => Some((*input.ty).clone()),
        _ => {
            let text = "a setter takes `&self` and the value: `fn set_baud(&self, value: u64) -> Result<()>`";
            errors.at(&function.sig.ident, text);
            None
        }
    }
}

fn has_receiver(function: &ImplItemFn) -> bool {
    let by_reference: syn::Receiver = parse_quote!(&self);
    matches!(function.sig.inputs.first(), Some(FnArg::Receiver(receiver)) if *receiver == by_reference)
}

fn options(attr: &Attribute, known: &Known<'_>, errors: &mut Errors) -> Options {
    let mut options = Options::default();
    match &attr.meta {
        Meta::Path(_) => {}
        Meta::List(list) => parse_options(known, list.tokens.clone(), errors, |option, input| {
            match option.to_string().as_str() {
                "name" => options.name = Some(value(option, r#"name = "baud-rate""#, input)?),
                "description" => options.description = Some(value(option, r#"description = "..""#, input)?),
                "unit" => options.unit = Some(value(option, r#"unit = "Hz""#, input)?),
                "deprecated" => options.deprecated = Some(value(option, r#"deprecated = "use `x` instead""#, input)?),
                _ => return Ok(false),
            }
            Ok(true)
        }),
        Meta::NameValue(_) => errors.at(attr, "options go in parentheses: `#[getter(name = \"..\")]`"),
    }
    options
}
