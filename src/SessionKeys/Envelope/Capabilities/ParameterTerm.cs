namespace SessionKeys;

/// <summary>The role of one parameter of a registered function.</summary>
/// <param name="Parameter">The name, for example <c>to</c> or <c>params.recipient</c>.</param>
/// <param name="Role">What it means.</param>
public sealed record ParameterTerm(string Parameter, ParameterRole Role);
