namespace SessionKeys.Ledger.Tests;

/// <summary>A test against the real hidapi, skipped where it is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class HidApiFactAttribute : FactAttribute
{
    /// <summary>True for a test whose paths exist on Linux only.</summary>
    public bool OnlyOnLinux { get; set; }

    public override string? Skip
    {
        get => !HidApiMethods.IsAvailable ? "hidapi is not installed: run scripts/setup.sh, or see docs/ledger.md"
            : OnlyOnLinux && !OperatingSystem.IsLinux() ? "the paths of this test exist on Linux only"
            : base.Skip;
        set => base.Skip = value;
    }
}
