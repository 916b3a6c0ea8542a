using SessionKeys.Bundler.Client;
using SessionKeys.Ledger;
using SessionKeys.TestKit;

namespace SessionKeys.EndToEnd.Tests;

/// <summary>A device with its person, and an account that it owns.</summary>
internal sealed class OwnedDevice : IAsyncDisposable
{
    private readonly EthereumApp _app;

    private OwnedDevice(IDeviceUnderTest device, EthereumApp app, AccountRig rig)
    {
        Device = device;
        _app = app;
        Rig = rig;
    }

    public IDeviceUnderTest Device { get; }

    public AccountRig Rig { get; }

    /// <summary>The number of the key makes it another owner, whose account is not there yet.</summary>
    public static async Task<OwnedDevice> CreateAsync(
        SessionStack stack, IDeviceUnderTest device, int key, AccountStandardUnderTest standard)
    {
        EthereumApp app = new(await device.Endpoint.ConnectAsync());
        LedgerApprover ledger = await LedgerApprover.CreateAsync(app, DerivationPath.Parse($"m/44'/60'/0'/0/{key}"));
        AccountRig rig = await AccountRig.FundAsync(stack, standard, EntryPointVersion.V07, ledger);
        OwnedDevice owned = new(device, app, rig);
        (await owned.ApproveAsync(rig.CreateAsync())).EnsureSuccess();
        return owned;
    }

    public Task<TestSession> ApproveGrantAsync(ApprovalForm form)
        => ApproveAsync(SessionScenario.ApproveAsync(Rig, form));

    /// <summary>Signs the question that comes up; when none does, what was asked for says why.</summary>
    public async Task<T> ApproveAsync<T>(Task<T> asked)
    {
        Task answered = Device.ApproveAsync();
        await Task.WhenAny(asked, answered).WaitAsync(TimeSpan.FromMinutes(2));
        return await asked.WaitAsync(TimeSpan.FromMinutes(2));
    }

    public Task<UserOperationReceipt> UseAsync(TestSession session)
        => Rig.ClientOf(session).SendAsync([SessionScenario.Transfer(Rig, 9)], session.Approval);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await Device.DisposeAsync();
    }
}
