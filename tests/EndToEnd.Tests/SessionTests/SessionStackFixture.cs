using SessionKeys.TestKit;

namespace SessionKeys.EndToEnd.Tests;

/// <summary>One chain with the fast bundler for the tests of a class.</summary>
public sealed class SessionStackFixture : IAsyncLifetime
{
    private SessionStack? _stack;

    public SessionStack Stack => _stack!;

    public async Task InitializeAsync() => _stack = await SessionStack.StartAsync();

    public async Task DisposeAsync() => await Stack.DisposeAsync();
}
