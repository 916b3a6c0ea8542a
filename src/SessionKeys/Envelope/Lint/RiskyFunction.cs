namespace SessionKeys;

/// <summary>What lint knows of a function.</summary>
/// <param name="Signature">The canonical signature.</param>
/// <param name="Risk">What it can do.</param>
/// <param name="RecipientWord">The calldata word that says who receives, or null when the function has none in a fixed
/// place.</param>
internal sealed record RiskyFunction(string Signature, FunctionRisk Risk, byte? RecipientWord = null);
