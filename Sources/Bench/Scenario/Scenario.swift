import Fabric
import Internet
import StrictYAML

/// What somebody does at the desk, and what must be seen there: steps in virtual time, one after the other.
///
/// The file is Wokwi's automation scenario (docs.wokwi.com/wokwi-ci/automation-scenarios) with steps of our own besides:
/// `wait-pin`, `expect-output`, `forbid-serial`, `repeat`, `mqtt`, `expect-mqtt`, `wait-mqtt`, and `timeout` for each step that waits.
///
/// Not modelled: `touch` and its relatives, as no part here has a touch panel; `expect-chip-output`.
public struct Scenario: Sendable {
    /// Its steps, repeated ones as often as they are.
    public let steps: [Step]

    /// One step.
    public struct Step: Sendable {
        /// What is done or awaited.
        public var action: Action
        /// What it is called, else its key and value.
        public var title: String
        /// Where it stands: `blink.test.yaml:12`.
        public var place: String
        /// How long a step that waits may take.
        public var timeout: Picoseconds?
    }

    /// A pin of a part, or of the board by its id in the diagram.
    public struct PinPlace: Sendable, Equatable {
        /// The part's id; nil: the board.
        public var part: String?
        /// The pin's name.
        public var pin: String
    }

    /// What a step does or awaits.
    public enum Action: Sendable {
        /// Lets time pass.
        case delay(Picoseconds)
        /// Waits until the board has sent these bytes.
        case waitSerial([UInt8])
        /// From here to the end the board must not send these bytes.
        case forbidSerial([UInt8])
        /// Types at the console.
        case writeSerial([UInt8])
        /// Turns a control of a part.
        case setControl(part: String, control: String, value: Double)
        /// A pin must have a level now.
        case expectPin(PinPlace, isHigh: Bool)
        /// Waits until a pin has a level.
        case waitPin(PinPlace, isHigh: Bool)
        /// What a person sees of a part must be this now, within a tolerance.
        case expectOutput(part: String, output: String, value: Double, tolerance: Double)
        /// Writes a picture of a part's display, or of the whole desk, or compares it with one; paths as the process sees them.
        case takeScreenshot(part: String?, saveTo: String?, compareWith: String?)
        /// Publishes a message at the network's brokers.
        case publish(MQTTBroker.Message)
        /// A board must have published such a message by now.
        case expectMessage(NetworkScript.Expectation)
        /// Waits until a board publishes such a message.
        case waitMessage(NetworkScript.Expectation)
    }
}
