import StrictYAML

/// Something in a profile that cannot be, with the place where it stands.
public typealias ProfileError = YAMLError
