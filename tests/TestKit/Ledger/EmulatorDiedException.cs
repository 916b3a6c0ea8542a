namespace SessionKeys.TestKit;

/// <summary>The emulated app ran out of memory and ended without an answer.</summary>
internal sealed class EmulatorDiedException() : Exception("The emulated app ended.");
