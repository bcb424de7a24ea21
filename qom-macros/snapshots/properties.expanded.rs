// What `properties.in.rs` expands to.
// Look at: the block is left as it is; a property of both directions says in one place that they are of one type; the
// compiler counts names.

/**

| property | <div style="min-width:3.6em">type</div> | unit | settable | <div style="min-width:14.4em">description</div> |
| --- | --- | --- | --- | --- |
| `baud` | `u32` | baud | always | How fast it is. |
| `x-kind` | `Kind` |  | never | What it is. **Deprecated**: use `type` instead |
| `key` | `Key` |  | always | Unlocks it. Cannot be read. |
*/
impl Uart8250 {
    /// How fast it is.
    fn baud(&self) -> u32 {
        1_843_200 / self.divisor.get()
    }
    fn set_baud(&self, baud: u32) -> qom_core::Result<()> {
        self.divisor.try_set(1_843_200 / baud)
    }
    /// What it is.
    fn kind(&self) -> qom_core::Result<Kind> {
        self.kind_of()
    }
    #[cfg(feature = "keys")]
    fn set_key(&self, key: Key) {
        self.unlock(key);
    }
    fn other(&self) {}
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
    use ::qom_core::private as __qom;
    impl Uart8250 {
        #[doc(hidden)]
        pub const QOM_PROPERTIES: &'static [__qom::PropertyInfo<'static>] = &[
            {
                const _: fn(u32) = |value| {
                    let _: <u32 as __qom::ComputedValue>::Value = value;
                };
                __qom::PropertyInfo::new(
                        "baud",
                        <<u32 as __qom::ComputedValue>::Value as __qom::PropertyValue>::type_name,
                        <<u32 as __qom::ComputedValue>::Value as __qom::PropertyValue>::shape,
                        "How fast it is.",
                        __qom::PropertySource::Computed {
                            get: ::core::option::Option::Some(|object| <u32 as __qom::ComputedValue>::computed(
                                __qom::receiver::<
                                    __qom::Object,
                                    <Uart8250 as __qom::QomType>::This,
                                >(object)
                                    .baud(),
                            )),
                            set: ::core::option::Option::Some(|object, name, input| match <u32 as __qom::PropertyValue>::from_input(
                                input,
                            ) {
                                ::core::result::Result::Ok(value) => {
                                    __qom::Settled::settled(
                                        __qom::receiver::<
                                            __qom::Object,
                                            <Uart8250 as __qom::QomType>::This,
                                        >(object)
                                            .set_baud(value),
                                    )
                                }
                                ::core::result::Result::Err(refusal) => {
                                    ::core::result::Result::Err(refusal.of(name))
                                }
                            }),
                        },
                    )
                    .settable_always()
                    .with_unit("baud")
            },
            {
                __qom::PropertyInfo::new(
                        "x-kind",
                        <<qom_core::Result<
                            Kind,
                        > as __qom::ComputedValue>::Value as __qom::PropertyValue>::type_name,
                        <<qom_core::Result<
                            Kind,
                        > as __qom::ComputedValue>::Value as __qom::PropertyValue>::shape,
                        "What it is.",
                        __qom::PropertySource::Computed {
                            get: ::core::option::Option::Some(|object| <qom_core::Result<
                                Kind,
                            > as __qom::ComputedValue>::computed(
                                __qom::receiver::<
                                    __qom::Object,
                                    <Uart8250 as __qom::QomType>::This,
                                >(object)
                                    .kind(),
                            )),
                            set: ::core::option::Option::None,
                        },
                    )
                    .settable_always()
                    .deprecated_for("use `type` instead")
                    .read_only()
            },
            #[cfg(feature = "keys")]
            {
                __qom::PropertyInfo::new(
                        "key",
                        <Key as __qom::PropertyValue>::type_name,
                        <Key as __qom::PropertyValue>::shape,
                        "Unlocks it.",
                        __qom::PropertySource::Computed {
                            get: ::core::option::Option::None,
                            set: ::core::option::Option::Some(|object, name, input| match <Key as __qom::PropertyValue>::from_input(
                                input,
                            ) {
                                ::core::result::Result::Ok(value) => {
                                    __qom::Settled::settled(
                                        __qom::receiver::<
                                            __qom::Object,
                                            <Uart8250 as __qom::QomType>::This,
                                        >(object)
                                            .set_key(value),
                                    )
                                }
                                ::core::result::Result::Err(refusal) => {
                                    ::core::result::Result::Err(refusal.of(name))
                                }
                            }),
                        },
                    )
                    .settable_always()
                    .write_only()
            },
        ];
    }
    const _: () = ::core::assert!(
        __qom::count_properties(& < Uart8250 as __qom::QomType > ::PROPERTIES, "baud") ==
        1,
        "the type or an ancestor has another property `baud`: choose another name, `#[getter(name = \"..\")]`"
    );
    const _: () = ::core::assert!(
        __qom::count_properties(& < Uart8250 as __qom::QomType > ::PROPERTIES, "x-kind")
        == 1,
        "the type or an ancestor has another property `x-kind`: choose another name, `#[getter(name = \"..\")]`"
    );
    #[cfg(feature = "keys")]
    const _: () = ::core::assert!(
        __qom::count_properties(& < Uart8250 as __qom::QomType > ::PROPERTIES, "key") ==
        1,
        "the type or an ancestor has another property `key`: choose another name, `#[getter(name = \"..\")]`"
    );
};
