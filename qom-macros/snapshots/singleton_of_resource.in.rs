// Look at: `HasResource` gets at the field; the description names it; that its type can be a resource is asked once.

/// One for each bus.
#[qom_type(parent = Device, interfaces = [Singleton], singleton(scope = resource(bus)))]
pub struct Controller {
    #[property]
    bus: Link<Bus>,
}
