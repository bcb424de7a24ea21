// What `singleton_of_resource.in.rs` expands to.
// Look at: `HasResource` gets at the field; the description names it; that its type can be a resource is asked once.

/// One for each bus.
/**

QOM type `controller`, parent [`Device`](Device), interface [`Singleton`](Singleton).

**Singleton**: with its subtypes it has one instance at a time for each `bus`.

| property | <div style="min-width:6.6em">type</div> | settable |
| --- | --- | --- |
| `bus` | `Link<Bus>` | until realized |


Inherited are the properties of [`Device`](Device), and the methods below. Where an `impl` below begins with a table, these are properties too. [Hooks](#trait-implementations) are in each `impl ..Impl for Controller`: first those that it fills itself, then those that it inherits. [Subtypes](#trait-implementations) are there too, as `impl Extends<Controller> for ..`; [`Extends`](qom_core::types::Extends) has those of all crates.*/
#[allow(rustdoc::private_intra_doc_links)]
#[repr(C)]
pub struct Controller {
    #[doc(hidden)]
    qom_objects_are_made_by_new_or_try_new_and_shared_by_handles: <Device as ::qom_core::private::AsParent<
        Controller,
    >>::Field,
    bus: Link<Bus>,
}
const _: fn() = || {
    #[allow(dead_code)]
    fn shared_between_threads<T: ::qom_core::private::SharedField>() {}
    shared_between_threads::<Link<Bus>>();
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
    type __QomInterface0 = <Singleton as __qom::Interface>::This;
    type __QomField0 = <Link<
        Bus,
    > as __qom::IfWritten<{ __qom::is_written::<Link<Bus>>() }>>::This;
    static __QOM_INFO: __qom::TypeInfo = __qom::TypeInfo::of_rust_type::<
        Controller,
    >(__qom::Declaration {
        name: "controller",
        parent: ::core::option::Option::Some(<__QomParent as __qom::ObjectView>::info),
        is_abstract: false,
        interfaces: &[<__QomInterface0 as __qom::ObjectView>::info as __qom::InfoFn],
        singleton: if __qom::has::<
            <Controller as __qom::Level>::Own,
            __qom::Singleton,
        >() {
            ::core::option::Option::Some(__qom::SingletonDeclaration {
                group: ::core::option::Option::None,
                scope: ::core::option::Option::Some(__qom::Scope::Resource("bus")),
                message: ::core::option::Option::None,
            })
        } else {
            ::core::option::Option::None
        },
        properties: {
            const __QOM_PROPERTIES: &[__qom::PropertyInfo<'static>] = &[
                __qom::PropertyInfo::new(
                    "bus",
                    <__QomField0 as __qom::PropertyField>::type_name,
                    <__QomField0 as __qom::PropertyField>::shape,
                    "",
                    __qom::PropertySource::Field(|object: &__qom::Object| {
                        <__QomField0 as __qom::PropertyField>::accessible(
                            &__qom::receiver::<__qom::Object, Controller>(object).bus,
                        )
                    }),
                ),
            ];
            [__QOM_PROPERTIES, <Controller>::QOM_PROPERTIES]
        },
        doc: "One for each bus.",
        module: ::core::module_path!(),
        file: ::core::file!(),
        line: ::core::line!(),
        layer: <Controller as __qom::HooksOf<{ <Controller>::QOM_HAS_CLASS }>>::LAYER,
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
        let _ = <__QomInterface0 as __qom::InterfaceLevel>::DEPTH;
        let _ = <Link<Bus> as __qom::ResourceField>::registered;
        true
    };
    #[diagnostic::do_not_recommend]
    impl __qom::Level for Controller {
        type Parent = __QomParent;
        type Depth = __qom::Succ<<__QomParent as __qom::Level>::Depth>;
        type Interfaces = __qom::Join<
            __qom::OwnOf<Self>,
            <__QomParent as __qom::Level>::Interfaces,
        >;
        type Own = __qom::Join<
            <__QomInterface0 as __qom::InterfaceLevel>::Closure,
            __qom::Nil,
        >;
        type Single = <__qom::SingleOf<
            Self,
            __qom::Singleton,
            __qom::OnePer<Self>,
        > as __qom::SingleIf<{ __QOM_IS_SOUND }>>::Is;
        type Abstract = __qom::No;
        type Overrides<T> = <Controller as __qom::HooksOf<
            { <Controller>::QOM_HAS_CLASS },
        >>::Overrides<T>;
    }
    impl __qom::HooksOf<false> for Controller {
        type Overrides<T> = __qom::NoOverrides<T>;
        const LAYER: ::core::option::Option<__qom::LayerDeclaration> = ::core::option::Option::None;
    }
    #[diagnostic::do_not_recommend]
    impl __qom::HasResource for Controller {
        type Field = Link<Bus>;
        fn field(&self) -> &Link<Bus> {
            &self.bus
        }
    }
    const __QOM_DEPTH: ::core::primitive::usize = <<__QomParent as __qom::Level>::Depth as __qom::Nat>::VALUE
        + 1;
    #[diagnostic::do_not_recommend]
    unsafe impl __qom::ObjectView for Controller {
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
        <<__QomParent as __qom::Level>::Overrides<Controller>>::OVERRIDES,
        <<__QomAncestor1 as __qom::Level>::Overrides<Controller>>::OVERRIDES,
        <<__QomAncestor2 as __qom::Level>::Overrides<Controller>>::OVERRIDES,
        <<__QomAncestor3 as __qom::Level>::Overrides<Controller>>::OVERRIDES,
        <<__QomAncestor4 as __qom::Level>::Overrides<Controller>>::OVERRIDES,
        <<__QomAncestor5 as __qom::Level>::Overrides<Controller>>::OVERRIDES,
        <<__QomAncestor6 as __qom::Level>::Overrides<Controller>>::OVERRIDES,
        <<__QomAncestor7 as __qom::Level>::Overrides<Controller>>::OVERRIDES,
        <<__QomAncestor8 as __qom::Level>::Overrides<Controller>>::OVERRIDES,
        <<__QomAncestor9 as __qom::Level>::Overrides<Controller>>::OVERRIDES,
        <<__QomAncestor10 as __qom::Level>::Overrides<Controller>>::OVERRIDES,
        <<__QomAncestor11 as __qom::Level>::Overrides<Controller>>::OVERRIDES,
        <<__QomAncestor12 as __qom::Level>::Overrides<Controller>>::OVERRIDES,
        <<__QomAncestor13 as __qom::Level>::Overrides<Controller>>::OVERRIDES,
        <<__QomAncestor14 as __qom::Level>::Overrides<Controller>>::OVERRIDES,
        <<__QomAncestor15 as __qom::Level>::Overrides<Controller>>::OVERRIDES,
        <<__QomInterface0 as __qom::InterfaceLevel>::Overrides<Controller>>::OVERRIDES,
        <<<__QomInterface0 as __qom::InterfaceLevel>::Base as __qom::InterfaceLevel>::Overrides<
            Controller,
        >>::OVERRIDES,
        <<<<__QomInterface0 as __qom::InterfaceLevel>::Base as __qom::InterfaceLevel>::Base as __qom::InterfaceLevel>::Overrides<
            Controller,
        >>::OVERRIDES,
        <<<<<__QomInterface0 as __qom::InterfaceLevel>::Base as __qom::InterfaceLevel>::Base as __qom::InterfaceLevel>::Base as __qom::InterfaceLevel>::Overrides<
            Controller,
        >>::OVERRIDES,
    ];
    const _: () = ::core::assert!(
        __qom::count_properties(& < __QomParent as __qom::QomType > ::PROPERTIES, "bus")
        == 0,
        "an ancestor has a property `bus`: choose another name, `#[property(name = \"..\")]`"
    );
    #[diagnostic::do_not_recommend]
    unsafe impl __qom::QomType for Controller {
        type This = Self;
        const ABSTRACT: ::core::primitive::bool = false;
        const OVERRIDES: &'static [__qom::Overrides] = __QOM_OVERRIDES;
        const GAPS: &'static [__qom::Gap] = {
            const FACTS: __qom::Facts = __qom::Facts {
                inherited: <__QomParent as __qom::QomType>::GAPS,
                added: &[
                    <Controller as __qom::HooksOf<
                        { <Controller>::QOM_HAS_CLASS },
                    >>::LAYER,
                    if __qom::has::<
                        <__QomParent as __qom::Level>::Interfaces,
                        __QomInterface0,
                    >() {
                        ::core::option::Option::None
                    } else {
                        <__QomInterface0 as __qom::InterfaceLevel>::LAYER
                    },
                    if __qom::has::<
                        <__QomParent as __qom::Level>::Interfaces,
                        <__QomInterface0 as __qom::InterfaceLevel>::Base,
                    >() {
                        ::core::option::Option::None
                    } else {
                        <<__QomInterface0 as __qom::InterfaceLevel>::Base as __qom::InterfaceLevel>::LAYER
                    },
                    if __qom::has::<
                        <__QomParent as __qom::Level>::Interfaces,
                        <<__QomInterface0 as __qom::InterfaceLevel>::Base as __qom::InterfaceLevel>::Base,
                    >() {
                        ::core::option::Option::None
                    } else {
                        <<<__QomInterface0 as __qom::InterfaceLevel>::Base as __qom::InterfaceLevel>::Base as __qom::InterfaceLevel>::LAYER
                    },
                    if __qom::has::<
                        <__QomParent as __qom::Level>::Interfaces,
                        <<<__QomInterface0 as __qom::InterfaceLevel>::Base as __qom::InterfaceLevel>::Base as __qom::InterfaceLevel>::Base,
                    >() {
                        ::core::option::Option::None
                    } else {
                        <<<<__QomInterface0 as __qom::InterfaceLevel>::Base as __qom::InterfaceLevel>::Base as __qom::InterfaceLevel>::Base as __qom::InterfaceLevel>::LAYER
                    },
                ],
                overrides: __QOM_OVERRIDES,
            };
            const GAPS: [__qom::Gap; __qom::count_gaps(FACTS)] = __qom::gaps(FACTS);
            &GAPS
        };
        const PROPERTIES: __qom::PropertyNames = __qom::PropertyNames {
            own: &["bus"],
            computed: <Controller>::QOM_PROPERTIES,
            parent: ::core::option::Option::Some(
                &<__QomParent as __qom::QomType>::PROPERTIES,
            ),
        };
        fn construct(__qom_seed: __qom::Seed) -> __qom::Building<Self> {
            let __qom_parent_level = <__QomParent as __qom::QomType>::construct(
                __qom_seed,
            );
            __qom::Building::new(Self {
                bus: <__QomField0 as __qom::PropertyField>::with_default(
                    __qom::StartingValue::start(),
                ),
                qom_objects_are_made_by_new_or_try_new_and_shared_by_handles: __qom_parent_level
                    .into_parent_field(),
            })
        }
        fn parent_offset() -> ::core::primitive::usize {
            ::core::mem::offset_of!(
                Controller, qom_objects_are_made_by_new_or_try_new_and_shared_by_handles
            )
        }
    }
    #[diagnostic::do_not_recommend]
    impl __qom::Concrete for Controller {}
    const _: () = __qom::check_type(
        "Controller",
        false,
        __QOM_DEPTH,
        <Controller as __qom::QomType>::GAPS,
        <Controller as __qom::QomType>::OVERRIDES,
    );
    const _: () = ::core::assert!(
        ! (__qom::has:: << __QomInterface0 as __qom::InterfaceLevel > ::Closure,
        __qom::Singleton > () && __qom::has:: << __QomParent as __qom::Level >
        ::Interfaces, __qom::Singleton > ()),
        "the parent is a singleton, and so is this: they share one place; remove this interface"
    );
    const _: () = {
        const OWN: ::core::primitive::bool = false
            || __qom::has::<
                <__QomInterface0 as __qom::InterfaceLevel>::Closure,
                __qom::Singleton,
            >();
        ::core::assert!(
            OWN || ! __qom::has:: << __QomParent as __qom::Level > ::Interfaces,
            __qom::Singleton > (),
            "the parent is a singleton, and this shares its place: remove `singleton(..)`"
        );
        ::core::assert!(
            OWN || __qom::has:: << __QomParent as __qom::Level > ::Interfaces,
            __qom::Singleton > (),
            "`singleton(..)` needs `Singleton` among the interfaces: `interfaces = [Singleton]`"
        );
    };
    #[cfg(doc)]
    impl __qom::Extends<Device> for Controller {}
    #[cfg(doc)]
    impl __qom::Extends<Singleton> for Controller {}
    impl ::core::ops::Deref for Controller {
        type Target = Device;
        #[inline]
        fn deref(&self) -> &Device {
            &self.qom_objects_are_made_by_new_or_try_new_and_shared_by_handles
        }
    }
};
