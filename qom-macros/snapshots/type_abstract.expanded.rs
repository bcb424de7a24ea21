// What `type_abstract.in.rs` expands to.
// Look at: no `Concrete`, so no `new()`; the parent is the root; each function of the options is called through a
// closure that names its type, and nothing that the user wrote sees another name of ours than `__qom..`.

/// Abstract serial port.
#[derive(Debug)]
/**

Abstract QOM type `serial`, parent [`Object`](qom_core::Object).

Inherited are the properties of [`Object`](qom_core::Object), and the methods below. Where an `impl` below begins with a table, these are properties too. [Hooks](#trait-implementations) are in each `impl ..Impl for Serial`: first those that it fills itself, then those that it inherits. [Subtypes](#trait-implementations) are there too, as `impl Extends<Serial> for ..`; [`Extends`](qom_core::types::Extends) has those of all crates.*/
#[allow(rustdoc::private_intra_doc_links)]
#[repr(C)]
pub struct Serial {
    #[doc(hidden)]
    qom_objects_are_made_by_new_or_try_new_and_shared_by_handles: <::qom_core::private::Object as ::qom_core::private::AsParent<
        Serial,
    >>::Field,
    out: Buffer,
}
const _: fn() = || {
    #[allow(dead_code)]
    fn shared_between_threads<T: ::qom_core::private::SharedField>() {}
    shared_between_threads::<Buffer>();
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
    type __QomParent = <::qom_core::private::Object as __qom::QomType>::This;
    static __QOM_INFO: __qom::TypeInfo = __qom::TypeInfo::of_rust_type::<
        Serial,
    >(__qom::Declaration {
        name: "serial",
        parent: ::core::option::Option::Some(<__QomParent as __qom::ObjectView>::info),
        is_abstract: true,
        interfaces: &[],
        singleton: ::core::option::Option::None,
        properties: {
            const __QOM_PROPERTIES: &[__qom::PropertyInfo<'static>] = &[];
            [__QOM_PROPERTIES, <Serial>::QOM_PROPERTIES]
        },
        doc: "Abstract serial port.",
        module: ::core::module_path!(),
        file: ::core::file!(),
        line: ::core::line!(),
        layer: <Serial as __qom::HooksOf<{ <Serial>::QOM_HAS_CLASS }>>::LAYER,
        class_base_init: ::core::option::Option::Some(|
            __qom_builder: &mut __qom::ClassBuilder<'_>|
        {
            let hook: fn(&mut __qom::ClassInit<'_, Serial>) = class_base_init;
            if let ::core::option::Option::Some(mut class) = __qom_builder
                .view::<Serial>()
            {
                hook(&mut class);
            }
        }),
        class_init: ::core::option::Option::Some(|
            __qom_builder: &mut __qom::ClassBuilder<'_>|
        {
            let hook: fn(&mut __qom::ClassInit<'_, Serial>) = Serial::class_init;
            if let ::core::option::Option::Some(mut class) = __qom_builder
                .view::<Serial>()
            {
                hook(&mut class);
            }
        }),
        class_data: ::core::option::Option::Some({
            static __QOM_DATA: &(dyn ::core::any::Any + ::core::marker::Send + ::core::marker::Sync) = &5_u32;
            __QOM_DATA
        }),
        adopt: ::core::option::Option::None,
        init: ::core::option::Option::Some(
            &|__qom_object: &__qom::Object| {
                let hook: fn(&Serial) = Serial::init;
                hook(__qom::receiver::<__qom::Object, Serial>(__qom_object));
            },
        ),
        post_init: ::core::option::Option::Some(
            &|__qom_object: &__qom::Object| {
                let hook: fn(&Serial) = |serial| serial.ready();
                hook(__qom::receiver::<__qom::Object, Serial>(__qom_object));
            },
        ),
        unparent: ::core::option::Option::Some(
            &|__qom_object: &__qom::Object| {
                let hook: fn(&Serial) = Serial::unparent;
                hook(__qom::receiver::<__qom::Object, Serial>(__qom_object));
            },
        ),
        before_set: ::core::option::Option::Some(|
            __qom_object: &__qom::Object,
            __qom_property: &__qom::PropertyInfo<'_>|
        {
            let hook: fn(&Serial, &__qom::PropertyInfo<'_>) -> __qom::Result<()> = Serial::before_set;
            hook(__qom::receiver::<__qom::Object, Serial>(__qom_object), __qom_property)
        }),
        ended: ::core::option::Option::None,
    });
    __qom::inventory::submit!(__qom::Registration(& __QOM_INFO));
    const __QOM_IS_SOUND: ::core::primitive::bool = {
        let _ = <__QomParent as __qom::QomType>::ABSTRACT;
        true
    };
    #[diagnostic::do_not_recommend]
    impl __qom::Level for Serial {
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
        type Abstract = __qom::Yes;
        type Overrides<T> = <Serial as __qom::HooksOf<
            { <Serial>::QOM_HAS_CLASS },
        >>::Overrides<T>;
    }
    impl __qom::HooksOf<false> for Serial {
        type Overrides<T> = __qom::NoOverrides<T>;
        const LAYER: ::core::option::Option<__qom::LayerDeclaration> = ::core::option::Option::None;
    }
    const __QOM_DEPTH: ::core::primitive::usize = <<__QomParent as __qom::Level>::Depth as __qom::Nat>::VALUE
        + 1;
    #[diagnostic::do_not_recommend]
    unsafe impl __qom::ObjectView for Serial {
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
        <<__QomParent as __qom::Level>::Overrides<Serial>>::OVERRIDES,
        <<__QomAncestor1 as __qom::Level>::Overrides<Serial>>::OVERRIDES,
        <<__QomAncestor2 as __qom::Level>::Overrides<Serial>>::OVERRIDES,
        <<__QomAncestor3 as __qom::Level>::Overrides<Serial>>::OVERRIDES,
        <<__QomAncestor4 as __qom::Level>::Overrides<Serial>>::OVERRIDES,
        <<__QomAncestor5 as __qom::Level>::Overrides<Serial>>::OVERRIDES,
        <<__QomAncestor6 as __qom::Level>::Overrides<Serial>>::OVERRIDES,
        <<__QomAncestor7 as __qom::Level>::Overrides<Serial>>::OVERRIDES,
        <<__QomAncestor8 as __qom::Level>::Overrides<Serial>>::OVERRIDES,
        <<__QomAncestor9 as __qom::Level>::Overrides<Serial>>::OVERRIDES,
        <<__QomAncestor10 as __qom::Level>::Overrides<Serial>>::OVERRIDES,
        <<__QomAncestor11 as __qom::Level>::Overrides<Serial>>::OVERRIDES,
        <<__QomAncestor12 as __qom::Level>::Overrides<Serial>>::OVERRIDES,
        <<__QomAncestor13 as __qom::Level>::Overrides<Serial>>::OVERRIDES,
        <<__QomAncestor14 as __qom::Level>::Overrides<Serial>>::OVERRIDES,
        <<__QomAncestor15 as __qom::Level>::Overrides<Serial>>::OVERRIDES,
    ];
    #[diagnostic::do_not_recommend]
    unsafe impl __qom::QomType for Serial {
        type This = Self;
        const ABSTRACT: ::core::primitive::bool = true;
        const OVERRIDES: &'static [__qom::Overrides] = __QOM_OVERRIDES;
        const GAPS: &'static [__qom::Gap] = {
            const FACTS: __qom::Facts = __qom::Facts {
                inherited: <__QomParent as __qom::QomType>::GAPS,
                added: &[<Serial as __qom::HooksOf<{ <Serial>::QOM_HAS_CLASS }>>::LAYER],
                overrides: __QOM_OVERRIDES,
            };
            const GAPS: [__qom::Gap; __qom::count_gaps(FACTS)] = __qom::gaps(FACTS);
            &GAPS
        };
        const PROPERTIES: __qom::PropertyNames = __qom::PropertyNames {
            own: &[],
            computed: <Serial>::QOM_PROPERTIES,
            parent: ::core::option::Option::Some(
                &<__QomParent as __qom::QomType>::PROPERTIES,
            ),
        };
        fn construct(__qom_seed: __qom::Seed) -> __qom::Building<Self> {
            let __qom_parent_level = <__QomParent as __qom::QomType>::construct(
                __qom_seed,
            );
            __qom::Building::new(Self {
                out: <Buffer as __qom::StartingField>::start(),
                qom_objects_are_made_by_new_or_try_new_and_shared_by_handles: __qom_parent_level
                    .into_parent_field(),
            })
        }
        fn parent_offset() -> ::core::primitive::usize {
            ::core::mem::offset_of!(
                Serial, qom_objects_are_made_by_new_or_try_new_and_shared_by_handles
            )
        }
    }
    const _: () = __qom::check_type(
        "Serial",
        true,
        __QOM_DEPTH,
        <Serial as __qom::QomType>::GAPS,
        <Serial as __qom::QomType>::OVERRIDES,
    );
    #[cfg(doc)]
    impl __qom::Extends<::qom_core::private::Object> for Serial {}
    impl ::core::ops::Deref for Serial {
        type Target = ::qom_core::private::Object;
        #[inline]
        fn deref(&self) -> &::qom_core::private::Object {
            &self.qom_objects_are_made_by_new_or_try_new_and_shared_by_handles
        }
    }
};
