using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Text.Json;
using SessionKeys.Bundler.Client;
using SessionKeys.TestKit;

namespace SessionKeys.EndToEnd.Tests;

public sealed class DevChainTests(DevChainFixture fixture) : IClassFixture<DevChainFixture>
{
    private readonly DevChain _chain = fixture.Chain;

    /// <summary>Address, bytes of runtime code and its Keccak-256 on this chain.</summary>
    public static TheoryData<string, int, string> CanonicalCode => new()
    {
        {
            "0x5FF137D4b0FDCD49DcA30c7CF57E578a026d2789", 23689,
            "0xc93c806e738300b5357ecdc2e971d6438d34d8e4e17b99b758b1f9cac91c8e70"
        },
        {
            "0x0000000071727De22E5E9d8BAf0edAc6f37da032", 16035,
            "0x8db5ff695839d655407cc8490bb7a5d82337a86a6b39c3f0258aa6c3b582fc58"
        },
        {
            "0x4337084D9E255Ff0702461CF8895CE9E3b5Ff108", 21738,
            "0x0a58ad57e3f8266dcc99cda79b0d3d784a4cedc4e972f33a8a2c5cecbb9e67b4"
        },
        {
            "0x433709009B8330FDa32311DF1C2AFA402eD8D009", 22425,
            "0x14ee3fe0191de027aecf20ffd7dbd985f5023b898fa429485d2dfe2286b42750"
        },
    };

    [Theory]
    [MemberData(nameof(CanonicalCode))]
    public async Task EntryPoint_at_its_address_has_the_canonical_code(string address, int length, string hash)
    {
        byte[] code = await _chain.Client.GetCodeAsync(Address.Parse(address));

        Assert.Equal(length, code.Length);
        Assert.Equal(Hash32.Parse(hash), Keccak256.Hash(code));
    }

    [Fact]
    public async Task Bundler_asked_for_its_entry_points_names_those_of_the_chain()
    {
        JsonElement reply = await _chain.Bundler.Rpc.CallAsync("eth_supportedEntryPoints");

        IEnumerable<Address> supported = reply.EnumerateArray()
            .Select(item => Address.Parse(item.GetString()!));
        Assert.Equal(_chain.EntryPoints.Select(entryPoint => entryPoint.Address), supported);
    }

    [Fact]
    public void Node_and_bundler_listen_on_loopback_only()
    {
        IPEndPoint[] listeners = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners();

        foreach (int port in new[] { _chain.Node.Url.Port, _chain.Bundler.Url.Port })
        {
            IPEndPoint listener = Assert.Single(listeners, endpoint => endpoint.Port == port);
            Assert.Equal(IPAddress.Loopback, listener.Address);
        }
    }

    [Fact]
    public async Task Time_advanced_moves_chain_and_clock_together()
    {
        ulong before = await _chain.Client.GetBlockTimestampAsync();

        await _chain.AdvanceTimeAsync(TimeSpan.FromDays(3));

        ulong after = await _chain.Client.GetBlockTimestampAsync();
        Assert.InRange(after, before + (3 * 86_400), before + (3 * 86_400) + 60);
        Assert.InRange((long)after - _chain.Clock.GetUtcNow().ToUnixTimeSeconds(), -2, 2);
    }

    [Fact]
    public async Task Time_advanced_makes_the_bundler_accept_what_was_not_yet_due()
    {
        DateTimeOffset due = _chain.Clock.GetUtcNow().AddHours(1);
        Address account = await DelayedAccount.CreateAsync(_chain.Client, due);

        BundlerException early =
            await Assert.ThrowsAsync<BundlerException>(() => DelayedAccount.SendOperationAsync(_chain, account));
        await _chain.AdvanceTimeToAsync(due.AddSeconds(10));
        Hash32 accepted = await DelayedAccount.SendOperationAsync(_chain, account);

        // The chain refuses the first one. With its clock left behind, the bundler would refuse the second with -32503.
        Assert.Equal("AA22", early.AaCode);
        Assert.NotEqual(Hash32.Zero, accepted);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(1.5)]
    public async Task Time_advanced_by_a_part_of_a_second_is_refused(double seconds) =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => _chain.AdvanceTimeAsync(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public async Task Deployment_repeated_gives_the_same_address()
    {
        // Creation code that returns the one byte 0x2a as the contract.
        byte[] creationCode = Hex.Parse("0x602a60005360016000f3");

        Address first = await _chain.DeployAsync(creationCode);
        Address second = await _chain.DeployAsync(creationCode);

        Assert.Equal(first, second);
        Assert.Equal([0x2a], await _chain.Client.GetCodeAsync(first));
    }

    [Fact]
    public async Task Call_that_reverts_throws_with_the_revert_data()
    {
        // Reverts with the one byte 0x2a.
        Address target = Address.Parse("0x00000000000000000000000000000000000c0de1");
        await _chain.Client.SetCodeAsync(target, Hex.Parse("0x602a60005360016000fd"));

        BundlerException refusal =
            await Assert.ThrowsAsync<BundlerException>(() => _chain.Client.CallAsync(target, []));

        Assert.Equal([0x2a], refusal.RevertData.ToArray());
    }

    [Fact]
    public async Task Snapshot_reverted_restores_balances()
    {
        Address account = Address.Parse("0x00000000000000000000000000000000000c0de2");
        string snapshot = await _chain.Client.SnapshotAsync();
        await _chain.Client.SendTransactionAsync(account, valueWei: 5);
        UInt256 between = await _chain.Client.GetBalanceAsync(account);

        await _chain.Client.RevertAsync(snapshot);

        Assert.Equal((UInt256)5, between);
        Assert.Equal(UInt256.Zero, await _chain.Client.GetBalanceAsync(account));
    }

    [Fact]
    public async Task Safe_bundler_serves_two_entry_points()
    {
        await using DevChain chain = await DevChain.StartAsync(new DevChainOptions { Bundler = AltoEdition.Safe });

        JsonElement reply = await chain.Bundler.Rpc.CallAsync("eth_supportedEntryPoints");

        Assert.Equal(2, reply.GetArrayLength());
    }

    [Fact]
    public async Task Disposed_chain_has_stopped_its_servers()
    {
        DevChain chain = await DevChain.StartAsync();
        int[] ports = [chain.Node.Url.Port, chain.Bundler.Url.Port];

        await chain.DisposeAsync();

        foreach (int port in ports)
        {
            using var client = new TcpClient();
            await Assert.ThrowsAsync<SocketException>(() => client.ConnectAsync(IPAddress.Loopback, port));
        }
    }

    [Fact]
    public async Task Failed_start_shows_what_the_program_said()
    {
        ChildProcessException failure =
            await Assert.ThrowsAsync<ChildProcessException>(() => AnvilNode.StartAsync(hardfork: "atlantis"));

        Assert.Contains("atlantis", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Artifact_that_was_never_compiled_is_refused_with_the_remedy()
    {
        FileNotFoundException refusal =
            Assert.Throws<FileNotFoundException>(() => ContractArtifact.Load("NoSuchContract"));

        Assert.Contains("scripts/setup.sh", refusal.Message, StringComparison.Ordinal);
    }
}
