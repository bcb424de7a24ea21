// What `type_with_interfaces.in.rs` expands to.
// Look at: the parent and each interface is named once, in its alias; `q` and not `qom_core` is where all the rest is.

#[allow(rustdoc::private_intra_doc_links)]
#[repr(C)]
pub(crate) struct Lamp {
    #[doc(hidden)]
    qom_objects_are_made_by_new_or_try_new_and_shared_by_handles: <bus::SlowDevice as crate::q::private::AsParent<
        Lamp,
    >>::Field,
}
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
    use crate::q::private as __qom;
    #[allow(unused_imports)]
    use crate::q::private::{HasNoClass as _, HasNoComputed as _, NotOverridden as _};
    type __QomParent = <bus::SlowDevice as __qom::QomType>::This;
    type __QomInterface0 = <Named as __qom::Interface>::This;
    type __QomInterface1 = <power::Switched as __qom::Interface>::This;
    static __QOM_INFO: __qom::TypeInfo = __qom::TypeInfo::of_rust_type::<
        Lamp,
    >(__qom::Declaration {
        name: "lamp",
        parent: ::core::option::Option::Some(<__QomParent as __qom::ObjectView>::info),
        is_abstract: false,
        interfaces: &[
            <__QomInterface0 as __qom::ObjectView>::info as __qom::InfoFn,
            <__QomInterface1 as __qom::ObjectView>::info as __qom::InfoFn,
        ],
        singleton: if __qom::has::<<Lamp as __qom::Level>::Own, __qom::Singleton>() {
            ::core::option::Option::Some(__qom::SingletonDeclaration {
                group: ::core::option::Option::None,
                scope: ::core::option::Option::None,
                message: ::core::option::Option::None,
            })
        } else {
            ::core::option::Option::None
        },
        properties: {
            const __QOM_PROPERTIES: &[__qom::PropertyInfo<'static>] = &[];
            [__QOM_PROPERTIES, <Lamp>::QOM_PROPERTIES]
        },
        doc: "",
        module: ::core::module_path!(),
        file: ::core::file!(),
        line: ::core::line!(),
        layer: <Lamp as __qom::HooksOf<{ <Lamp>::QOM_HAS_CLASS }>>::LAYER,
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
        let _ = <__QomInterface1 as __qom::InterfaceLevel>::DEPTH;
        true
    };
    #[diagnostic::do_not_recommend]
    impl __qom::Level for Lamp {
        type Parent = __QomParent;
        type Depth = __qom::Succ<<__QomParent as __qom::Level>::Depth>;
        type Interfaces = __qom::Join<
            __qom::OwnOf<Self>,
            <__QomParent as __qom::Level>::Interfaces,
        >;
        type Own = __qom::Join<
            <__QomInterface1 as __qom::InterfaceLevel>::Closure,
            __qom::Join<<__QomInterface0 as __qom::InterfaceLevel>::Closure, __qom::Nil>,
        >;
        type Single = <__qom::SingleOf<
            Self,
            __qom::Singleton,
            __qom::OneInContext,
        > as __qom::SingleIf<{ __QOM_IS_SOUND }>>::Is;
        type Abstract = __qom::No;
        type Overrides<T> = <Lamp as __qom::HooksOf<
            { <Lamp>::QOM_HAS_CLASS },
        >>::Overrides<T>;
    }
    impl __qom::HooksOf<false> for Lamp {
        type Overrides<T> = __qom::NoOverrides<T>;
        const LAYER: ::core::option::Option<__qom::LayerDeclaration> = ::core::option::Option::None;
    }
    const __QOM_DEPTH: ::core::primitive::usize = <<__QomParent as __qom::Level>::Depth as __qom::Nat>::VALUE
        + 1;
    #[diagnostic::do_not_recommend]
    unsafe impl __qom::ObjectView for Lamp {
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
        <<__QomParent as __qom::Level>::Overrides<Lamp>>::OVERRIDES,
        <<__QomAncestor1 as __qom::Level>::Overrides<Lamp>>::OVERRIDES,
        <<__QomAncestor2 as __qom::Level>::Overrides<Lamp>>::OVERRIDES,
        <<__QomAncestor3 as __qom::Level>::Overrides<Lamp>>::OVERRIDES,
        <<__QomAncestor4 as __qom::Level>::Overrides<Lamp>>::OVERRIDES,
        <<__QomAncestor5 as __qom::Level>::Overrides<Lamp>>::OVERRIDES,
        <<__QomAncestor6 as __qom::Level>::Overrides<Lamp>>::OVERRIDES,
        <<__QomAncestor7 as __qom::Level>::Overrides<Lamp>>::OVERRIDES,
        <<__QomAncestor8 as __qom::Level>::Overrides<Lamp>>::OVERRIDES,
        <<__QomAncestor9 as __qom::Level>::Overrides<Lamp>>::OVERRIDES,
        <<__QomAncestor10 as __qom::Level>::Overrides<Lamp>>::OVERRIDES,
        <<__QomAncestor11 as __qom::Level>::Overrides<Lamp>>::OVERRIDES,
        <<__QomAncestor12 as __qom::Level>::Overrides<Lamp>>::OVERRIDES,
        <<__QomAncestor13 as __qom::Level>::Overrides<Lamp>>::OVERRIDES,
        <<__QomAncestor14 as __qom::Level>::Overrides<Lamp>>::OVERRIDES,
        <<__QomAncestor15 as __qom::Level>::Overrides<Lamp>>::OVERRIDES,
        <<__QomInterface0 as __qom::InterfaceLevel>::Overrides<Lamp>>::OVERRIDES,
        <<<__QomInterface0 as __qom::InterfaceLevel>::Base as __qom::InterfaceLevel>::Overrides<
            Lamp,
        >>::OVERRIDES,
        <<<<__QomInterface0 as __qom::InterfaceLevel>::Base as __qom::InterfaceLevel>::Base as __qom::InterfaceLevel>::Overrides<
            Lamp,
        >>::OVERRIDES,
        <<<<<__QomInterface0 as __qom::InterfaceLevel>::Base as __qom::InterfaceLevel>::Base as __qom::InterfaceLevel>::Base as __qom::InterfaceLevel>::Overrides<
            Lamp,
        >>::OVERRIDES,
        <<__QomInterface1 as __qom::InterfaceLevel>::Overrides<Lamp>>::OVERRIDES,
        <<<__QomInterface1 as __qom::InterfaceLevel>::Base as __qom::InterfaceLevel>::Overrides<
            Lamp,
        >>::OVERRIDES,
        <<<<__QomInterface1 as __qom::InterfaceLevel>::Base as __qom::InterfaceLevel>::Base as __qom::InterfaceLevel>::Overrides<
            Lamp,
        >>::OVERRIDES,
        <<<<<__QomInterface1 as __qom::InterfaceLevel>::Base as __qom::InterfaceLevel>::Base as __qom::InterfaceLevel>::Base as __qom::InterfaceLevel>::Overrides<
            Lamp,
        >>::OVERRIDES,
    ];
    #[diagnostic::do_not_recommend]
    unsafe impl __qom::QomType for Lamp {
        type This = Self;
        const ABSTRACT: ::core::primitive::bool = false;
        const OVERRIDES: &'static [__qom::Overrides] = __QOM_OVERRIDES;
        const GAPS: &'static [__qom::Gap] = {
            const FACTS: __qom::Facts = __qom::Facts {
                inherited: <__QomParent as __qom::QomType>::GAPS,
                added: &[
                    <Lamp as __qom::HooksOf<{ <Lamp>::QOM_HAS_CLASS }>>::LAYER,
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
                    if __qom::has::<
                        <__QomParent as __qom::Level>::Interfaces,
                        __QomInterface1,
                    >() {
                        ::core::option::Option::None
                    } else {
                        <__QomInterface1 as __qom::InterfaceLevel>::LAYER
                    },
                    if __qom::has::<
                        <__QomParent as __qom::Level>::Interfaces,
                        <__QomInterface1 as __qom::InterfaceLevel>::Base,
                    >() {
                        ::core::option::Option::None
                    } else {
                        <<__QomInterface1 as __qom::InterfaceLevel>::Base as __qom::InterfaceLevel>::LAYER
                    },
                    if __qom::has::<
                        <__QomParent as __qom::Level>::Interfaces,
                        <<__QomInterface1 as __qom::InterfaceLevel>::Base as __qom::InterfaceLevel>::Base,
                    >() {
                        ::core::option::Option::None
                    } else {
                        <<<__QomInterface1 as __qom::InterfaceLevel>::Base as __qom::InterfaceLevel>::Base as __qom::InterfaceLevel>::LAYER
                    },
                    if __qom::has::<
                        <__QomParent as __qom::Level>::Interfaces,
                        <<<__QomInterface1 as __qom::InterfaceLevel>::Base as __qom::InterfaceLevel>::Base as __qom::InterfaceLevel>::Base,
                    >() {
                        ::core::option::Option::None
                    } else {
                        <<<<__QomInterface1 as __qom::InterfaceLevel>::Base as __qom::InterfaceLevel>::Base as __qom::InterfaceLevel>::Base as __qom::InterfaceLevel>::LAYER
                    },
                ],
                overrides: __QOM_OVERRIDES,
            };
            const GAPS: [__qom::Gap; __qom::count_gaps(FACTS)] = __qom::gaps(FACTS);
            &GAPS
        };
        const PROPERTIES: __qom::PropertyNames = __qom::PropertyNames {
            own: &[],
            computed: <Lamp>::QOM_PROPERTIES,
            parent: ::core::option::Option::Some(
                &<__QomParent as __qom::QomType>::PROPERTIES,
            ),
        };
        fn construct(__qom_seed: __qom::Seed) -> __qom::Building<Self> {
            let __qom_parent_level = <__QomParent as __qom::QomType>::construct(
                __qom_seed,
            );
            __qom::Building::new(Self {
                qom_objects_are_made_by_new_or_try_new_and_shared_by_handles: __qom_parent_level
                    .into_parent_field(),
            })
        }
        fn parent_offset() -> ::core::primitive::usize {
            ::core::mem::offset_of!(
                Lamp, qom_objects_are_made_by_new_or_try_new_and_shared_by_handles
            )
        }
    }
    #[diagnostic::do_not_recommend]
    impl __qom::Concrete for Lamp {}
    const _: () = __qom::check_type(
        "Lamp",
        false,
        __QOM_DEPTH,
        <Lamp as __qom::QomType>::GAPS,
        <Lamp as __qom::QomType>::OVERRIDES,
    );
    const _: () = ::core::assert!(
        ! (__qom::has:: << __QomInterface0 as __qom::InterfaceLevel > ::Closure,
        __qom::Singleton > () && __qom::has:: << __QomParent as __qom::Level >
        ::Interfaces, __qom::Singleton > ()),
        "the parent is a singleton, and so is this: they share one place; remove this interface"
    );
    const _: () = ::core::assert!(
        ! (__qom::has:: << __QomInterface1 as __qom::InterfaceLevel > ::Closure,
        __qom::Singleton > () && __qom::has:: << __QomParent as __qom::Level >
        ::Interfaces, __qom::Singleton > ()),
        "the parent is a singleton, and so is this: they share one place; remove this interface"
    );
    #[cfg(doc)]
    impl __qom::Extends<bus::SlowDevice> for Lamp {}
    #[cfg(doc)]
    impl __qom::Extends<Named> for Lamp {}
    #[cfg(doc)]
    impl __qom::Extends<power::Switched> for Lamp {}
    impl ::core::ops::Deref for Lamp {
        type Target = bus::SlowDevice;
        #[inline]
        fn deref(&self) -> &bus::SlowDevice {
            &self.qom_objects_are_made_by_new_or_try_new_and_shared_by_handles
        }
    }
};
