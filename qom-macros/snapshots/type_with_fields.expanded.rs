// What `type_with_fields.in.rs` expands to.
// Look at: the parent's level is built first; each field starts with what it says, in its own order; a child is adopted
// under its name; what only links have is asserted of their type.

#[allow(rustdoc::private_intra_doc_links)]
#[repr(C)]
struct Uart {
    #[doc(hidden)]
    qom_objects_are_made_by_new_or_try_new_and_shared_by_handles: <crate::serial::Serial as ::qom_core::private::AsParent<
        Uart,
    >>::Field,
    fifo: Child<Fifo>,
    chardev: Link<Chardev>,
    log: WeakLink<Chardev>,
    count: AtomicU32,
    #[cfg(feature = "statistics")]
    statistics: Statistics,
    levels: [AtomicU8; 4],
}
const _: fn() = || {
    #[allow(dead_code)]
    fn shared_between_threads<T: ::qom_core::private::SharedField>() {}
    shared_between_threads::<Child<Fifo>>();
    shared_between_threads::<Link<Chardev>>();
    shared_between_threads::<WeakLink<Chardev>>();
    shared_between_threads::<AtomicU32>();
    #[cfg(feature = "statistics")] shared_between_threads::<Statistics>();
    shared_between_threads::<[AtomicU8; 4]>();
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
    type __QomParent = <crate::serial::Serial as __qom::QomType>::This;
    type __QomField0 = <Child<
        Fifo,
    > as __qom::IfWritten<{ __qom::is_written::<Child<Fifo>>() }>>::This;
    type __QomField1 = <Link<
        Chardev,
    > as __qom::IfWritten<{ __qom::is_written::<Link<Chardev>>() }>>::This;
    type __QomField2 = <WeakLink<
        Chardev,
    > as __qom::IfWritten<{ __qom::is_written::<WeakLink<Chardev>>() }>>::This;
    static __QOM_INFO: __qom::TypeInfo = __qom::TypeInfo::of_rust_type::<
        Uart,
    >(__qom::Declaration {
        name: "uart",
        parent: ::core::option::Option::Some(<__QomParent as __qom::ObjectView>::info),
        is_abstract: false,
        interfaces: &[],
        singleton: ::core::option::Option::None,
        properties: {
            const __QOM_PROPERTIES: &[__qom::PropertyInfo<'static>] = &[
                __qom::PropertyInfo::new(
                        "fifo",
                        <__QomField0 as __qom::ChildField>::type_name,
                        <__QomField0 as __qom::ChildField>::shape,
                        "",
                        __qom::PropertySource::Field(|object: &__qom::Object| {
                            <__QomField0 as __qom::ChildField>::accessible(
                                &__qom::receiver::<__qom::Object, Uart>(object).fifo,
                            )
                        }),
                    )
                    .read_only(),
                __qom::PropertyInfo::new(
                        "chardev",
                        <__QomField1 as __qom::PropertyField>::type_name,
                        <__QomField1 as __qom::PropertyField>::shape,
                        "",
                        __qom::PropertySource::Field(|object: &__qom::Object| {
                            <__QomField1 as __qom::PropertyField>::accessible(
                                &__qom::receiver::<__qom::Object, Uart>(object).chardev,
                            )
                        }),
                    )
                    .set_once()
                    .with_deletion(true),
                __qom::PropertyInfo::new(
                        "log",
                        <__QomField2 as __qom::PropertyField>::type_name,
                        <__QomField2 as __qom::PropertyField>::shape,
                        "",
                        __qom::PropertySource::Field(|object: &__qom::Object| {
                            <__QomField2 as __qom::PropertyField>::accessible(
                                &__qom::receiver::<__qom::Object, Uart>(object).log,
                            )
                        }),
                    )
                    .with_deletion(false),
            ];
            [__QOM_PROPERTIES, <Uart>::QOM_PROPERTIES]
        },
        doc: "",
        module: ::core::module_path!(),
        file: ::core::file!(),
        line: ::core::line!(),
        layer: <Uart as __qom::HooksOf<{ <Uart>::QOM_HAS_CLASS }>>::LAYER,
        class_base_init: ::core::option::Option::None,
        class_init: ::core::option::Option::None,
        class_data: ::core::option::Option::None,
        adopt: ::core::option::Option::Some(
            &|object: &__qom::Object| {
                let this = __qom::receiver::<__qom::Object, Uart>(object);
                __qom::adopt(
                    object,
                    "fifo",
                    <__QomField0 as __qom::ChildField>::as_child(&this.fifo),
                );
            },
        ),
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
    impl __qom::Level for Uart {
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
        type Overrides<T> = <Uart as __qom::HooksOf<
            { <Uart>::QOM_HAS_CLASS },
        >>::Overrides<T>;
    }
    impl __qom::HooksOf<false> for Uart {
        type Overrides<T> = __qom::NoOverrides<T>;
        const LAYER: ::core::option::Option<__qom::LayerDeclaration> = ::core::option::Option::None;
    }
    const __QOM_DEPTH: ::core::primitive::usize = <<__QomParent as __qom::Level>::Depth as __qom::Nat>::VALUE
        + 1;
    #[diagnostic::do_not_recommend]
    unsafe impl __qom::ObjectView for Uart {
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
        <<__QomParent as __qom::Level>::Overrides<Uart>>::OVERRIDES,
        <<__QomAncestor1 as __qom::Level>::Overrides<Uart>>::OVERRIDES,
        <<__QomAncestor2 as __qom::Level>::Overrides<Uart>>::OVERRIDES,
        <<__QomAncestor3 as __qom::Level>::Overrides<Uart>>::OVERRIDES,
        <<__QomAncestor4 as __qom::Level>::Overrides<Uart>>::OVERRIDES,
        <<__QomAncestor5 as __qom::Level>::Overrides<Uart>>::OVERRIDES,
        <<__QomAncestor6 as __qom::Level>::Overrides<Uart>>::OVERRIDES,
        <<__QomAncestor7 as __qom::Level>::Overrides<Uart>>::OVERRIDES,
        <<__QomAncestor8 as __qom::Level>::Overrides<Uart>>::OVERRIDES,
        <<__QomAncestor9 as __qom::Level>::Overrides<Uart>>::OVERRIDES,
        <<__QomAncestor10 as __qom::Level>::Overrides<Uart>>::OVERRIDES,
        <<__QomAncestor11 as __qom::Level>::Overrides<Uart>>::OVERRIDES,
        <<__QomAncestor12 as __qom::Level>::Overrides<Uart>>::OVERRIDES,
        <<__QomAncestor13 as __qom::Level>::Overrides<Uart>>::OVERRIDES,
        <<__QomAncestor14 as __qom::Level>::Overrides<Uart>>::OVERRIDES,
        <<__QomAncestor15 as __qom::Level>::Overrides<Uart>>::OVERRIDES,
    ];
    const _: () = ::core::assert!(
        __qom::count_properties(& < __QomParent as __qom::QomType > ::PROPERTIES, "fifo")
        == 0,
        "an ancestor has a property `fifo`: choose another name, `#[property(name = \"..\")]`"
    );
    const _: () = ::core::assert!(
        __qom::count_properties(& < __QomParent as __qom::QomType > ::PROPERTIES,
        "chardev") == 0,
        "an ancestor has a property `chardev`: choose another name, `#[property(name = \"..\")]`"
    );
    const _: () = ::core::assert!(
        __qom::count_properties(& < __QomParent as __qom::QomType > ::PROPERTIES, "log")
        == 0,
        "an ancestor has a property `log`: choose another name, `#[property(name = \"..\")]`"
    );
    #[diagnostic::do_not_recommend]
    unsafe impl __qom::QomType for Uart {
        type This = Self;
        const ABSTRACT: ::core::primitive::bool = false;
        const OVERRIDES: &'static [__qom::Overrides] = __QOM_OVERRIDES;
        const GAPS: &'static [__qom::Gap] = {
            const FACTS: __qom::Facts = __qom::Facts {
                inherited: <__QomParent as __qom::QomType>::GAPS,
                added: &[<Uart as __qom::HooksOf<{ <Uart>::QOM_HAS_CLASS }>>::LAYER],
                overrides: __QOM_OVERRIDES,
            };
            const GAPS: [__qom::Gap; __qom::count_gaps(FACTS)] = __qom::gaps(FACTS);
            &GAPS
        };
        const PROPERTIES: __qom::PropertyNames = __qom::PropertyNames {
            own: &["fifo", "chardev", "log"],
            computed: <Uart>::QOM_PROPERTIES,
            parent: ::core::option::Option::Some(
                &<__QomParent as __qom::QomType>::PROPERTIES,
            ),
        };
        fn construct(__qom_seed: __qom::Seed) -> __qom::Building<Self> {
            let __qom_parent_level = <__QomParent as __qom::QomType>::construct(
                __qom_seed,
            );
            __qom::Building::new(Self {
                fifo: <__QomField0 as __qom::ChildField>::holding(
                    __qom::new_child::<<__QomField0 as __qom::ChildField>::Type>(),
                ),
                chardev: <__QomField1 as __qom::PropertyField>::with_default(
                    __qom::StartingValue::start(),
                ),
                log: <__QomField2 as __qom::PropertyField>::with_default(
                    __qom::StartingValue::start(),
                ),
                count: {
                    let __qom_parent_level = ();
                    AtomicU32::new(7)
                },
                #[cfg(feature = "statistics")]
                statistics: {
                    let __qom_parent_level = ();
                    Statistics { sent: 0 }
                },
                levels: <[AtomicU8; 4] as __qom::StartingField>::start(),
                qom_objects_are_made_by_new_or_try_new_and_shared_by_handles: __qom_parent_level
                    .into_parent_field(),
            })
        }
        fn parent_offset() -> ::core::primitive::usize {
            ::core::mem::offset_of!(
                Uart, qom_objects_are_made_by_new_or_try_new_and_shared_by_handles
            )
        }
    }
    const _: () = ::core::assert!(
        < __QomField1 < > as __qom::PropertyField > ::IS_LINK,
        "`set_once` is for links: a `Link<..>` or `WeakLink<..>`"
    );
    const _: () = ::core::assert!(
        < __QomField1 < > as __qom::PropertyField > ::IS_LINK,
        "`on_delete` is for links: a `Link<..>` or `WeakLink<..>`"
    );
    const _: () = ::core::assert!(
        < __QomField2 < > as __qom::PropertyField > ::IS_LINK,
        "`on_delete` is for links: a `Link<..>` or `WeakLink<..>`"
    );
    #[diagnostic::do_not_recommend]
    impl __qom::Concrete for Uart {}
    const _: () = __qom::check_type(
        "Uart",
        false,
        __QOM_DEPTH,
        <Uart as __qom::QomType>::GAPS,
        <Uart as __qom::QomType>::OVERRIDES,
    );
    #[cfg(doc)]
    impl __qom::Extends<crate::serial::Serial> for Uart {}
    impl ::core::ops::Deref for Uart {
        type Target = crate::serial::Serial;
        #[inline]
        fn deref(&self) -> &crate::serial::Serial {
            &self.qom_objects_are_made_by_new_or_try_new_and_shared_by_handles
        }
    }
};
