// What `type_with_properties.in.rs` expands to.
// Look at: each default is one function, named where it is needed; a bound of a range is a constant of the property's
// type; what an option says is one call on the description; a check is called with the type's reference.

/// A UART.
/**

QOM type `pl011`, parent [`Device`](Device).

| <div style="min-width:5.4em">property</div> | <div style="min-width:9.6em">type</div> | <div style="min-width:7.2em">default</div> | <div style="min-width:6.0em">range</div> | unit | settable | <div style="min-width:14.4em">description</div> |
| --- | --- | --- | --- | --- | --- | --- |
| `clk` | `u32` | `24_000_000` | `1..=MOST` | Hz | always | UART clock. |
| `backend` | `qom_core::Text` | `"none"` |  |  | until realized | **Deprecated**: use `chardev` instead |
| `x-id` | `u8` |  |  |  | never | What it is known by. |
| `trace` | `bool` |  |  |  | until realized | Cannot be read. |


Inherited are the properties of [`Device`](Device), and the methods below. Where an `impl` below begins with a table, these are properties too. [Hooks](#trait-implementations) are in each `impl ..Impl for Pl011`: first those that it fills itself, then those that it inherits. [Subtypes](#trait-implementations) are there too, as `impl Extends<Pl011> for ..`; [`Extends`](qom_core::types::Extends) has those of all crates.*/
#[allow(rustdoc::private_intra_doc_links)]
#[repr(C)]
pub struct Pl011 {
    #[doc(hidden)]
    qom_objects_are_made_by_new_or_try_new_and_shared_by_handles: <Device as ::qom_core::private::AsParent<
        Pl011,
    >>::Field,
    /// UART clock.
    clk: Prop<u32>,
    backend: Prop<qom_core::Text>,
    id: Prop<u8>,
    #[cfg(feature = "trace")]
    pub(crate) trace: Prop<bool>,
}
const _: fn() = || {
    #[allow(dead_code)]
    fn shared_between_threads<T: ::qom_core::private::SharedField>() {}
    shared_between_threads::<Prop<u32>>();
    shared_between_threads::<Prop<qom_core::Text>>();
    shared_between_threads::<Prop<u8>>();
    #[cfg(feature = "trace")] shared_between_threads::<Prop<bool>>();
};
#[allow(
    deprecated,
    trivial_casts,
    trivial_numeric_casts,
    unreachable_pub,
    unused_braces,
    unused_parens,
    unused_qualifications,
    clippy::all,
    clippy::pedantic,
    clippy::nursery
)]
const _: () = {
    use ::qom_core::private as __qom;
    #[allow(unused_imports)]
    use ::qom_core::private::{HasNoClass as _, HasNoComputed as _, NotOverridden as _};
    type __QomParent = <Device as __qom::QomType>::This;
    type __QomField0 = <Prop<
        u32,
    > as __qom::IfWritten<{ __qom::is_written::<Prop<u32>>() }>>::This;
    type __QomField1 = <Prop<
        qom_core::Text,
    > as __qom::IfWritten<{ __qom::is_written::<Prop<qom_core::Text>>() }>>::This;
    type __QomField2 = <Prop<
        u8,
    > as __qom::IfWritten<{ __qom::is_written::<Prop<u8>>() }>>::This;
    #[cfg(feature = "trace")]
    type __QomField3 = <Prop<
        bool,
    > as __qom::IfWritten<{ __qom::is_written::<Prop<bool>>() }>>::This;
    static __QOM_INFO: __qom::TypeInfo = __qom::TypeInfo::of_rust_type::<
        Pl011,
    >(__qom::Declaration {
        name: "pl011",
        parent: ::core::option::Option::Some(<__QomParent as __qom::ObjectView>::info),
        is_abstract: false,
        interfaces: &[],
        singleton: ::core::option::Option::None,
        properties: {
            const __QOM_PROPERTIES: &[__qom::PropertyInfo<'static>] = &[
                __qom::PropertyInfo::new(
                        "clk",
                        <__QomField0 as __qom::PropertyField>::type_name,
                        <__QomField0 as __qom::PropertyField>::shape,
                        "UART clock.",
                        __qom::PropertySource::Field(|object: &__qom::Object| {
                            <__QomField0 as __qom::PropertyField>::accessible(
                                &__qom::receiver::<__qom::Object, Pl011>(object).clk,
                            )
                        }),
                    )
                    .with_default(|| <__QomField0 as __qom::PropertyField>::shown(
                        __qom_default_0(),
                    ))
                    .with_range(__QOM_FROM_0, __QOM_TO_0)
                    .with_unit("Hz")
                    .settable_always(),
                __qom::PropertyInfo::new(
                        "backend",
                        <__QomField1 as __qom::PropertyField>::type_name,
                        <__QomField1 as __qom::PropertyField>::shape,
                        "",
                        __qom::PropertySource::Field(|object: &__qom::Object| {
                            <__QomField1 as __qom::PropertyField>::accessible(
                                &__qom::receiver::<__qom::Object, Pl011>(object).backend,
                            )
                        }),
                    )
                    .with_default(|| <__QomField1 as __qom::PropertyField>::shown(
                        __qom_default_1(),
                    ))
                    .deprecated_for("use `chardev` instead")
                    .with_check(|
                        __qom_object: &__qom::Object,
                        __qom_value: &dyn ::core::any::Any|
                    {
                        let check: fn(
                            &Pl011,
                            &<__QomField1 as __qom::PropertyField>::Checked,
                        ) -> __qom::Result<()> = Pl011::check_backend;
                        let this = __qom::receiver::<__qom::Object, Pl011>(__qom_object);
                        __qom_value
                            .downcast_ref()
                            .map_or(
                                ::core::result::Result::Ok(()),
                                |value| check(this, value),
                            )
                    }),
                __qom::PropertyInfo::new(
                        "x-id",
                        <__QomField2 as __qom::PropertyField>::type_name,
                        <__QomField2 as __qom::PropertyField>::shape,
                        "What it is known by.",
                        __qom::PropertySource::Field(|object: &__qom::Object| {
                            <__QomField2 as __qom::PropertyField>::accessible(
                                &__qom::receiver::<__qom::Object, Pl011>(object).id,
                            )
                        }),
                    )
                    .read_only(),
                #[cfg(feature = "trace")]
                __qom::PropertyInfo::new(
                        "trace",
                        <__QomField3 as __qom::PropertyField>::type_name,
                        <__QomField3 as __qom::PropertyField>::shape,
                        "",
                        __qom::PropertySource::Field(|object: &__qom::Object| {
                            <__QomField3 as __qom::PropertyField>::accessible(
                                &__qom::receiver::<__qom::Object, Pl011>(object).trace,
                            )
                        }),
                    )
                    .write_only(),
            ];
            [__QOM_PROPERTIES, <Pl011>::QOM_PROPERTIES]
        },
        doc: "A UART.",
        module: ::core::module_path!(),
        file: ::core::file!(),
        line: ::core::line!(),
        layer: <Pl011 as __qom::HooksOf<{ <Pl011>::QOM_HAS_CLASS }>>::LAYER,
        class_base_init: ::core::option::Option::None,
        class_init: ::core::option::Option::None,
        class_data: ::core::option::Option::None,
        adopt: ::core::option::Option::None,
        init: ::core::option::Option::None,
        post_init: ::core::option::Option::None,
        unparent: ::core::option::Option::None,
        before_set: ::core::option::Option::None,
        ended: ::core::option::Option::None,
    });
    __qom::inventory::submit!(__qom::Registration(& __QOM_INFO));
    const __QOM_IS_SOUND: ::core::primitive::bool = {
        let _ = <__QomParent as __qom::QomType>::ABSTRACT;
        true
    };
    #[diagnostic::do_not_recommend]
    impl __qom::Level for Pl011 {
        type Parent = __QomParent;
        type Depth = __qom::Succ<<__QomParent as __qom::Level>::Depth>;
        type Interfaces = __qom::Join<
            __qom::OwnOf<Self>,
            <__QomParent as __qom::Level>::Interfaces,
        >;
        type Own = __qom::Nil;
        type Single = <__qom::SingleOf<
            Self,
            __qom::Singleton,
            __qom::OneInContext,
        > as __qom::SingleIf<{ __QOM_IS_SOUND }>>::Is;
        type Abstract = __qom::No;
        type Overrides<T> = <Pl011 as __qom::HooksOf<
            { <Pl011>::QOM_HAS_CLASS },
        >>::Overrides<T>;
    }
    impl __qom::HooksOf<false> for Pl011 {
        type Overrides<T> = __qom::NoOverrides<T>;
        const LAYER: ::core::option::Option<__qom::LayerDeclaration> = ::core::option::Option::None;
    }
    const __QOM_DEPTH: ::core::primitive::usize = <<__QomParent as __qom::Level>::Depth as __qom::Nat>::VALUE
        + 1;
    #[diagnostic::do_not_recommend]
    unsafe impl __qom::ObjectView for Pl011 {
        #[inline]
        fn info() -> &'static __qom::TypeInfo {
            &__QOM_INFO
        }
        #[inline]
        fn is_view_of(class: &__qom::Class) -> ::core::primitive::bool {
            class.has_level(__QOM_DEPTH, &__QOM_INFO)
        }
        #[inline]
        fn layer_in(class: &__qom::Class) -> __qom::LayerPtr {
            class.layer_at(__QOM_DEPTH)
        }
    }
    type __QomAncestor1 = <__QomParent as __qom::Level>::Parent;
    type __QomAncestor2 = <__QomAncestor1 as __qom::Level>::Parent;
    type __QomAncestor3 = <__QomAncestor2 as __qom::Level>::Parent;
    type __QomAncestor4 = <__QomAncestor3 as __qom::Level>::Parent;
    type __QomAncestor5 = <__QomAncestor4 as __qom::Level>::Parent;
    type __QomAncestor6 = <__QomAncestor5 as __qom::Level>::Parent;
    type __QomAncestor7 = <__QomAncestor6 as __qom::Level>::Parent;
    type __QomAncestor8 = <__QomAncestor7 as __qom::Level>::Parent;
    type __QomAncestor9 = <__QomAncestor8 as __qom::Level>::Parent;
    type __QomAncestor10 = <__QomAncestor9 as __qom::Level>::Parent;
    type __QomAncestor11 = <__QomAncestor10 as __qom::Level>::Parent;
    type __QomAncestor12 = <__QomAncestor11 as __qom::Level>::Parent;
    type __QomAncestor13 = <__QomAncestor12 as __qom::Level>::Parent;
    type __QomAncestor14 = <__QomAncestor13 as __qom::Level>::Parent;
    type __QomAncestor15 = <__QomAncestor14 as __qom::Level>::Parent;
    const __QOM_OVERRIDES: &[__qom::Overrides] = &[
        <<__QomParent as __qom::Level>::Overrides<Pl011>>::OVERRIDES,
        <<__QomAncestor1 as __qom::Level>::Overrides<Pl011>>::OVERRIDES,
        <<__QomAncestor2 as __qom::Level>::Overrides<Pl011>>::OVERRIDES,
        <<__QomAncestor3 as __qom::Level>::Overrides<Pl011>>::OVERRIDES,
        <<__QomAncestor4 as __qom::Level>::Overrides<Pl011>>::OVERRIDES,
        <<__QomAncestor5 as __qom::Level>::Overrides<Pl011>>::OVERRIDES,
        <<__QomAncestor6 as __qom::Level>::Overrides<Pl011>>::OVERRIDES,
        <<__QomAncestor7 as __qom::Level>::Overrides<Pl011>>::OVERRIDES,
        <<__QomAncestor8 as __qom::Level>::Overrides<Pl011>>::OVERRIDES,
        <<__QomAncestor9 as __qom::Level>::Overrides<Pl011>>::OVERRIDES,
        <<__QomAncestor10 as __qom::Level>::Overrides<Pl011>>::OVERRIDES,
        <<__QomAncestor11 as __qom::Level>::Overrides<Pl011>>::OVERRIDES,
        <<__QomAncestor12 as __qom::Level>::Overrides<Pl011>>::OVERRIDES,
        <<__QomAncestor13 as __qom::Level>::Overrides<Pl011>>::OVERRIDES,
        <<__QomAncestor14 as __qom::Level>::Overrides<Pl011>>::OVERRIDES,
        <<__QomAncestor15 as __qom::Level>::Overrides<Pl011>>::OVERRIDES,
    ];
    const _: () = ::core::assert!(
        __qom::count_properties(& < __QomParent as __qom::QomType > ::PROPERTIES, "clk")
        == 0,
        "an ancestor has a property `clk`: choose another name, `#[property(name = \"..\")]`"
    );
    const _: () = ::core::assert!(
        __qom::count_properties(& < __QomParent as __qom::QomType > ::PROPERTIES,
        "backend") == 0,
        "an ancestor has a property `backend`: choose another name, `#[property(name = \"..\")]`"
    );
    const _: () = ::core::assert!(
        __qom::count_properties(& < __QomParent as __qom::QomType > ::PROPERTIES, "x-id")
        == 0,
        "an ancestor has a property `x-id`: choose another name, `#[property(name = \"..\")]`"
    );
    #[cfg(feature = "trace")]
    const _: () = ::core::assert!(
        __qom::count_properties(& < __QomParent as __qom::QomType > ::PROPERTIES,
        "trace") == 0,
        "an ancestor has a property `trace`: choose another name, `#[property(name = \"..\")]`"
    );
    #[diagnostic::do_not_recommend]
    unsafe impl __qom::QomType for Pl011 {
        type This = Self;
        const ABSTRACT: ::core::primitive::bool = false;
        const OVERRIDES: &'static [__qom::Overrides] = __QOM_OVERRIDES;
        const GAPS: &'static [__qom::Gap] = {
            const FACTS: __qom::Facts = __qom::Facts {
                inherited: <__QomParent as __qom::QomType>::GAPS,
                added: &[<Pl011 as __qom::HooksOf<{ <Pl011>::QOM_HAS_CLASS }>>::LAYER],
                overrides: __QOM_OVERRIDES,
            };
            const GAPS: [__qom::Gap; __qom::count_gaps(FACTS)] = __qom::gaps(FACTS);
            &GAPS
        };
        const PROPERTIES: __qom::PropertyNames = __qom::PropertyNames {
            own: &["clk", "backend", "x-id", #[cfg(feature = "trace")] "trace"],
            computed: <Pl011>::QOM_PROPERTIES,
            parent: ::core::option::Option::Some(
                &<__QomParent as __qom::QomType>::PROPERTIES,
            ),
        };
        fn construct(__qom_seed: __qom::Seed) -> __qom::Building<Self> {
            let __qom_parent_level = <__QomParent as __qom::QomType>::construct(
                __qom_seed,
            );
            __qom::Building::new(Self {
                clk: <__QomField0 as __qom::PropertyField>::with_default(
                    __qom_default_0(),
                ),
                backend: <__QomField1 as __qom::PropertyField>::with_default(
                    __qom_default_1(),
                ),
                id: <__QomField2 as __qom::PropertyField>::with_default(
                    __qom::StartingValue::start(),
                ),
                #[cfg(feature = "trace")]
                trace: <__QomField3 as __qom::PropertyField>::with_default(
                    __qom::StartingValue::start(),
                ),
                qom_objects_are_made_by_new_or_try_new_and_shared_by_handles: __qom_parent_level
                    .into_parent_field(),
            })
        }
        fn parent_offset() -> ::core::primitive::usize {
            ::core::mem::offset_of!(
                Pl011, qom_objects_are_made_by_new_or_try_new_and_shared_by_handles
            )
        }
    }
    const fn __qom_default_0() -> <__QomField0 as __qom::PropertyField>::Value {
        24_000_000
    }
    fn __qom_default_1() -> <__QomField1 as __qom::PropertyField>::Value {
        ::std::borrow::ToOwned::to_owned("none")
    }
    const __QOM_POSSIBLE_0: (::core::primitive::i128, ::core::primitive::i128) = <__QomField0 as __qom::RangedField>::POSSIBLE;
    const __QOM_FROM_0: ::core::primitive::i128 = 1 as ::core::primitive::i128;
    const __QOM_TO_0: ::core::primitive::i128 = {
        let __qom_number: <__QomField0 as __qom::RangedField>::Number = MOST;
        __qom_number as ::core::primitive::i128
    };
    const _: () = ::core::assert!(
        (__QOM_POSSIBLE_0.0 <= __QOM_FROM_0 && __QOM_TO_0 <= __QOM_POSSIBLE_0.1),
        "the range has numbers that the property's type has not"
    );
    const _: () = ::core::assert!(
        __QOM_FROM_0 <= __QOM_TO_0, "the range is empty: the lower end comes first"
    );
    const _: () = ::core::assert!(
        __QOM_FROM_0 > __QOM_TO_0 || ! (__QOM_POSSIBLE_0.0 <= __QOM_FROM_0 && __QOM_TO_0
        <= __QOM_POSSIBLE_0.1) || { let __qom_start : ::core::primitive::i128 =
        __qom_default_0() as ::core::primitive::i128; __QOM_FROM_0 <= __qom_start &&
        __qom_start <= __QOM_TO_0 }, "the default is not in the range"
    );
    #[diagnostic::do_not_recommend]
    impl __qom::Concrete for Pl011 {}
    const _: () = __qom::check_type(
        "Pl011",
        false,
        __QOM_DEPTH,
        <Pl011 as __qom::QomType>::GAPS,
        <Pl011 as __qom::QomType>::OVERRIDES,
    );
    #[cfg(doc)]
    impl __qom::Extends<Device> for Pl011 {}
    impl ::core::ops::Deref for Pl011 {
        type Target = Device;
        #[inline]
        fn deref(&self) -> &Device {
            &self.qom_objects_are_made_by_new_or_try_new_and_shared_by_handles
        }
    }
};
