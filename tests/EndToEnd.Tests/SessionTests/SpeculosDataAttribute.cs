using System.Reflection;
using SessionKeys.TestKit;
using Xunit.Sdk;

namespace SessionKeys.EndToEnd.Tests;

/// <summary>The same test on Ledger's own emulator; skipped, with the reason, where none is running.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SpeculosDataAttribute : DataAttribute
{
    /// <summary>Decides at discovery whether there is one.</summary>
    public SpeculosDataAttribute() => Skip = SpeculosDevice.Missing;

    /// <inheritdoc/>
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[LedgerApprovalTests.Speculos]];
}
