/// `string` (py/modstring.c, v1.29): the types of t-strings, in `string.templatelib`.
enum StringModule {
    static func add(to image: FirmwareImage) {
        image.add(
            module: "string",
            [
                "templatelib": .constant { vm in
                    Value(
                        address: FirmwareImage(vm: vm).module(
                            vm.internInFlash("string.templatelib"),
                            ["Template": .type(.template), "Interpolation": .type(.interpolation)]))
                }
            ], isExtensible: true)
    }

    /// What t-strings are rewritten to call.
    static let builtins: MethodTable = ["__template__": .only(.templateStrings, .function(TemplateObject.builtin))]
}
