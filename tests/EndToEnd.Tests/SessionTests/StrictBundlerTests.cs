using SessionKeys.TestKit;

namespace SessionKeys.EndToEnd.Tests;

/// <summary>Every way through validation obeys ERC-7562, as a strict bundler sees it: grants and plain use.</summary>
public sealed class StrictBundlerTests(StrictStackFixture fixture) : IClassFixture<StrictStackFixture>
{
    private const int ValidatorModule = 1;

    public static TheoryData<AccountStandardUnderTest, EntryPointVersion> Accounts => StrictStackFixture.Accounts;

    [Theory]
    [MemberData(nameof(Accounts))]
    public async Task Grant_rides_on_the_first_operation_in_either_form_and_plain_use_follows(
        AccountStandardUnderTest standard, EntryPointVersion version)
    {
        AccountRig rig = await fixture.CreateAsync(standard, version);

        foreach (ApprovalForm form in (ApprovalForm[])[ApprovalForm.Text, ApprovalForm.Typed])
        {
            TestSession session = await SessionScenario.ApproveAsync(rig, form, salt: (ulong)form);
            await StrictStackFixture.UseAsync(rig, session, session.Approval);
            await StrictStackFixture.UseAsync(rig, session);
        }
    }

    /// <summary>The sessions that go are let in by transactions: the bundler sees what takes their place.</summary>
    [Theory]
    [MemberData(nameof(Accounts))]
    public async Task Grant_evicts_and_replaces_sessions_under_a_concurrent_limit(
        AccountStandardUnderTest standard, EntryPointVersion version)
    {
        AccountRig rig = await fixture.CreateAsync(standard, version);
        await ConfigureAsync(rig, SessionKeyModuleCalls.SetConcurrentLimit(1));
        TestSession first = await SessionScenario.ApproveAsync(rig, ApprovalForm.Typed, salt: 1);
        await SessionScenario.RelayAsync(rig, SessionKeyModuleCalls.Grant(first.Grant, first.Approval));

        TestSession evicting = await SessionScenario.ApproveAsync(rig, ApprovalForm.Typed, salt: 2);
        await StrictStackFixture.UseAsync(rig, evicting, evicting.Approval);
        TestSession replacing = await SessionScenario.ApproveAsync(
            rig,
            ApprovalForm.Typed,
            InMemorySessionKey.Create(),
            envelope => envelope with { Salt = 3, Replaces = evicting.Grant.SessionId });
        await StrictStackFixture.UseAsync(rig, replacing, replacing.Approval);

        Assert.True((await SessionScenario.GetStatusAsync(rig, evicting)).IsRevoked, "replaced");
    }

    [Theory]
    [MemberData(nameof(Accounts))]
    public async Task Account_that_is_its_own_approver_signs_the_grant(
        AccountStandardUnderTest standard, EntryPointVersion version)
    {
        AccountRig rig = await fixture.CreateAsync(standard, version);
        await ConfigureAsync(rig, SessionKeyModuleCalls.SetApprover(rig.Account.Address));
        TestSession session = await SessionScenario.ApproveAsync(rig, ApprovalForm.Typed);
        byte[] signature = standard == AccountStandardUnderTest.Reference6900
            ? await SignAsReferenceAccountAsync(rig, GrantTypedData.Create(session.Grant.Grant).Digest())
            : [.. (await InstallOwnersValidatorAsync(rig)).ToArray(), .. session.Approval.Signature.Span];

        await StrictStackFixture.UseAsync(rig, session, new Approval(ApprovalForm.Typed, signature));
    }

    private static async Task ConfigureAsync(AccountRig rig, byte[] callData) =>
        (await rig.SendAsOwnerAsync([new Call(rig.Stack.Contracts.Module, UInt256.Zero, callData)])).EnsureSuccess();

    /// <summary>By ERC-1271: options and entity of the owner's validation, its final segment.</summary>
    private static async Task<byte[]> SignAsReferenceAccountAsync(AccountRig rig, Hash32 digest)
    {
        const byte global = 0x01;
        const byte finalSegment = 0xff;
        TypedData bound = new()
        {
            Types = new Dictionary<string, IReadOnlyList<TypedDataField>>
            {
                ["EIP712Domain"] = [new("chainId", "uint256"), new("verifyingContract", "address")],
                ["ReplaySafeHash"] = [new("hash", "bytes32")],
            },
            PrimaryType = "ReplaySafeHash",
            Domain = new Dictionary<string, object>
            {
                ["chainId"] = (UInt256)SessionStack.ChainId,
                ["verifyingContract"] = rig.Account.Address,
            },
            Message = new Dictionary<string, object> { ["hash"] = digest },
        };
        EcdsaSignature signature = await rig.Owner.SignTypedDataAsync(bound);
        return [global, .. new byte[4], finalSegment, .. signature.ToArray()];
    }

    /// <summary>A validator by which the owner signs for the account as for itself.</summary>
    private static async Task<Address> InstallOwnersValidatorAsync(AccountRig rig)
    {
        Address validator = await SessionContracts.DeployAsync(rig.Stack.Chain, "OneKeyValidator", "()", []);
        byte[] owner = [.. new byte[12], .. rig.Owner.Address.ToArray()];
        Call install = Call.Function(
            rig.Account.Address, "installModule(uint256,address,bytes)", (UInt256)ValidatorModule, validator, owner);
        (await rig.SendAsOwnerAsync([install])).EnsureSuccess();
        return validator;
    }
}
