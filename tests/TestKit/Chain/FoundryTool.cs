using System.Runtime.InteropServices;

namespace SessionKeys.TestKit;

/// <summary>The native programs that npm installed; its wrappers of the same name always exit with 0.</summary>
internal static class FoundryTool
{
    public static string PathOf(string name)
    {
        string system = OperatingSystem.IsMacOS() ? "darwin" : "linux";
        string machine = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "arm64" : "amd64";
        return Repository.PathOfPrepared($"node_modules/@foundry-rs/{name}-{system}-{machine}/bin/{name}");
    }
}
