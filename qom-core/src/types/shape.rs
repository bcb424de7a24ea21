//! What a property's value is made of.

/// A part of a structure that is the value of a property; what serde knows of it without a value.
///
/// QOM: a `SchemaInfoObjectMember` of `query-qmp-schema`, which no property has.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct MemberDescription {
    /// Its name in the structure. Of a tuple it is the place, and of a list the one member stands for all elements.
    pub name: String,
    /// The type of its value as QOM writes it; `any`, if only a value would tell.
    pub type_name: String,
    /// The words that it takes, if it takes words.
    pub choices: Vec<&'static str>,
    /// Whether it need not be given.
    pub is_optional: bool,
    /// Its own members, of a structure in itself only to the first depth.
    pub members: Vec<MemberDescription>,
}

/// What there is to tell of the values of a type beside the type's name.
#[doc(hidden)]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shape {
    /// The words that stand for values, if words do.
    pub choices: Vec<&'static str>,
    /// The parts of values.
    pub members: Vec<MemberDescription>,
}

impl Shape {
    /// Of a type whose values are words.
    pub fn of_words(words: &[&'static str]) -> Self {
        Self { choices: words.to_vec(), members: Vec::new() }
    }
}
