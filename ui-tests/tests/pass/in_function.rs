//! Everything declared inside a function, and inside a block of it.

use qom_core::monitor::Monitor;
use qom_core::prelude::*;
use serde::{Deserialize, Serialize};

#[test]
fn a_function_declares_types() -> Result<()> {
    #[qom_type(name = "local-lamp", parent = Device, abstract, interfaces = [Named], init = begin)]
    struct Lamp {
        #[property(default = START, check = |_, level| ensure_is_low(*level))]
        level: Prop<u8>,
        #[property]
        colour: Prop<Colour>,
        #[init(START)]
        start: u8,
    }

    #[qom_class(Lamp)]
    trait LampImpl {
        fn light(this: &Self) -> u32;
        fn dim(this: &Self) -> u32 {
            this.light() / u32::from(START)
        }
        #[class_field]
        fn watts() -> u32 {
            5
        }
    }

    #[qom_interface(Named, name = "local-named")]
    trait NamedImpl {
        fn label(this: &Self) -> String {
            this.type_name().to_owned()
        }
    }

    #[derive(Clone, Copy, Default, QomEnum)]
    enum Colour {
        #[default]
        Warm,
        Cold,
    }

    const START: u8 = 3;

    fn begin(this: &Lamp) {
        this.level.set(this.start + 1);
    }

    fn ensure_is_low(level: u8) -> Result<()> {
        ensure!(level < 10, "high");
        Ok(())
    }

    #[qom_type(name = "local-torch", parent = Lamp)]
    struct Torch {
        #[child]
        bulb: Child<Bulb>,
    }

    #[qom_type(name = "local-bulb")]
    struct Bulb {}

    impl LampImpl for Torch {
        fn light(this: &Self) -> u32 {
            u32::from(this.level.get()) * 3
        }
        fn dim(this: &Self) -> u32 {
            Lamp::parent_dim(this) + 100
        }
    }

    #[qom_properties]
    impl Torch {
        #[getter]
        fn power(&self) -> u32 {
            7
        }
    }

    #[derive(Clone, Serialize, Deserialize)]
    struct Greet {
        name: String,
    }

    #[qmp_command(name = "x-local-greet")]
    fn greet(_: &Monitor, arguments: Greet) -> Result<String> {
        Ok(arguments.name)
    }

    #[hmp_command(name = "local_greet")]
    fn greet_people(_: &Monitor, arguments: Greet) -> Result<String> {
        Ok(arguments.name)
    }

    #[qmp_event(name = "X_LOCAL_CAME")]
    #[derive(Clone, Serialize, Deserialize)]
    struct Came {
        who: String,
    }

    let torch = {
        #[qom_type(name = "local-inner-torch", parent = Torch)]
        struct InnerTorch {}
        InnerTorch::new()
    };
    assert_eq!((torch.light(), torch.dim(), torch.watts()), (12, 104, 5));
    assert_eq!(
        (torch.interface::<Named>().label(), torch.bulb.type_name()),
        ("local-inner-torch".into(), "local-bulb")
    );
    torch.set("colour", "cold")?;
    assert!(matches!(torch.colour.get(), Colour::Cold));
    assert_eq!(torch.get::<u32>("power")?, 7);
    assert_eq!(torch.set("level", 10).unwrap_err().to_string(), "high");
    let context = Context::new();
    let monitor = Monitor::new(&context);
    assert_eq!(monitor.run("x-local-greet", Value::from_json(r#"{"name": "Ada"}"#)?)?, "Ada".into());
    assert_eq!(monitor.execute("local_greet Ada"), "Ada");
    let told = context.on_event(|event| assert_eq!(event.name, "X_LOCAL_CAME"));
    context.emit(&Came { who: "Ada".to_owned() });
    drop(told);
    Ok(())
}
