using System.Reflection;

namespace SessionKeys.Tests;

public sealed class ArchitectureTests
{
    private static readonly Assembly Core = typeof(Address).Assembly;

    [Fact]
    public void Core_references_only_the_framework_and_nothing_that_does_io()
    {
        string frameworkFolder = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string[] references = [.. Core.GetReferencedAssemblies().Select(reference => reference.Name!)];

        Assert.Contains("System.Runtime", references);
        Assert.All(references, name => Assert.True(
            File.Exists(Path.Combine(frameworkFolder, $"{name}.dll")), $"{name} is not part of the framework."));
        Assert.DoesNotContain(references, name => name.StartsWith("System.Net", StringComparison.Ordinal)
            || name.StartsWith("System.IO", StringComparison.Ordinal)
            || name.StartsWith("System.Diagnostics.Process", StringComparison.Ordinal));
    }

    [Fact]
    public void Core_has_one_public_namespace()
    {
        Assert.All(Core.GetExportedTypes(), type => Assert.Equal("SessionKeys", type.Namespace));
    }

    [Fact]
    public void Public_classes_are_sealed_unless_they_are_the_base_of_errors_or_nobody_else_can_derive()
    {
        Assert.All(
            Core.GetExportedTypes().Where(type => type.IsClass && !typeof(Exception).IsAssignableFrom(type)),
            type => Assert.True(type.IsSealed || IsClosed(type), $"{type} is not sealed."));
    }

    /// <summary>A class with an abstract member that only this assembly sees.</summary>
    private static bool IsClosed(Type type) => type.GetMethods(BindingFlags.Instance | BindingFlags.NonPublic)
        .Any(method => method is { IsAbstract: true, IsFamilyAndAssembly: true });
}
