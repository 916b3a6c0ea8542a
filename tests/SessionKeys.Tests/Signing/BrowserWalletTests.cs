using System.Text;
using System.Text.Json;
using SessionKeys.TestKit;

namespace SessionKeys.Tests;

public sealed class BrowserWalletTests
{
    private static readonly InMemoryApprover Wallet = InMemoryApprover.FromSecret(KeystoreSamples.Secret);

    private static readonly BrowserWalletRequest Request = BrowserWalletRequest.ForMessage(Wallet.Address, "hello"u8);

    private static readonly byte[] Signature = Sign(Request.Digest);

    /// <summary>An answer, the error, and a part of its message.</summary>
    public static TheoryData<string, string, string> Refusals => new()
    {
        { """{"code":4001,"message":"User rejected the request."}""", "wallet-rejected", "code 4001" },
        { """{"jsonrpc":"2.0","id":1,"error":{"code":4001,"message":"no"}}""", "wallet-rejected", "code 4001" },
        { """{"result":"0x","error":{"code":4001}}""", "wallet-rejected", "code 4001" },
        { """{"code":4100}""", "wallet-error", "Connect the account" },
        { """{"code":4200}""", "wallet-error", "does not know the method" },
        { """{"code":-32601}""", "wallet-error", "does not know the method" },
        { """{"code":4900}""", "wallet-error", "chain of the account" },
        { """{"code":-32002}""", "wallet-error", "already open" },
        { """{"code":-32602}""", "wallet-error", "code -32602" },
        { """{"code":-32603,"message":"<b>0x5ec7e7</b>"}""", "wallet-error", "code -32603" },
        { """{"code":4001.5}""", "wallet-answer-malformed", "without result" },
        { """{"code":"4001"}""", "wallet-answer-malformed", "without result" },
        { """{"code":99999999999}""", "wallet-answer-malformed", "without result" },
        { """{"error":"4001"}""", "wallet-answer-malformed", "without result" },
        { """{"message":"\ud800"}""", "wallet-answer-malformed", "without result" },
        { """{"\ud800":1}""", "wallet-answer-malformed", "" },
        { "\"\\ud800\"", "wallet-answer-malformed", "" },
        { """{"result":null}""", "wallet-answer-malformed", "without result" },
        { """{"result":7}""", "wallet-answer-malformed", "without result" },
        { """{"result":"0x","result":"0x"}""", "wallet-answer-malformed", "nor valid JSON" },
        { "{}", "wallet-answer-malformed", "without result" },
        { "", "wallet-answer-malformed", "nor valid JSON" },
        { "null", "wallet-answer-malformed", "another kind" },
        { "7", "wallet-answer-malformed", "another kind" },
        { "[]", "wallet-answer-malformed", "another kind" },
        { "<html>", "wallet-answer-malformed", "nor valid JSON" },
        { new string('[', 10_000), "wallet-answer-malformed", "nor valid JSON" },
        { new string(' ', 70_000), "wallet-answer-malformed", "70000 characters" },
        { "0x", "wallet-answer-malformed", "0 bytes" },
        { "0x0", "wallet-answer-malformed", "not hexadecimal" },
        { "0xzz", "wallet-answer-malformed", "not hexadecimal" },
        { "0x" + new string('0', 128), "wallet-answer-malformed", "EIP-2098" },
        { "0x" + new string('1', 132), "wallet-answer-malformed", "smart contract wallets" },
        { "0x" + new string('0', 130), "wallet-signature-mismatch", "no key" },
        { "0x" + new string('f', 128) + "1b", "wallet-signature-mismatch", "no key" },
        { "0x" + new string('1', 128) + "02", "wallet-answer-malformed", "v 2" },
        { "0x" + new string('1', 128) + "1a", "wallet-answer-malformed", "v 26" },
        { "0x" + new string('1', 128) + "1d", "wallet-answer-malformed", "v 29" },
        { "0x" + new string('1', 128) + "ff", "wallet-answer-malformed", "v 255" },
    };

    [Fact]
    public void Request_of_a_message_is_that_of_personal_sign()
    {
        Assert.Equal(
            $$"""{"method":"personal_sign","params":["0x68656c6c6f","{{Wallet.Address}}"]}""", Request.Json);
        Assert.Equal("personal_sign", Request.Method);
        Assert.Equal(PersonalMessage.Digest("hello"u8), Request.Digest);
        Assert.Equal(Wallet.Address, Request.Signer);
    }

    [Fact]
    public void Request_of_typed_data_holds_it_as_json_in_a_string()
    {
        TypedData data = GrantTypedData.Create(Samples.Grant);

        BrowserWalletRequest request = BrowserWalletRequest.ForTypedData(Wallet.Address, data);

        JsonElement root = JsonDocument.Parse(request.Json).RootElement;
        Assert.Equal("eth_signTypedData_v4", root.GetProperty("method").GetString());
        Assert.Equal(2, root.GetProperty("params").GetArrayLength());
        Assert.Equal(Wallet.Address.ToString(), root.GetProperty("params")[0].GetString());
        Assert.Equal(data.ToJson(), root.GetProperty("params")[1].GetString());
        Assert.Contains("EIP712Domain", data.ToJson(), StringComparison.Ordinal);
        Assert.Equal(data.Digest(), request.Digest);
    }

    [Fact]
    public async Task Wallet_with_the_account_of_viem_signs_exactly_what_we_ask()
    {
        List<BrowserWalletRequest> requests = [];
        DeterministicBytes random = new(FuzzProfile.Seed);
        for (int i = 0; i < 12; i++)
        {
            SessionGrant grant = RandomGrants.Next(FuzzProfile.Seed + (ulong)i);
            requests.Add(BrowserWalletRequest.ForTypedData(Wallet.Address, GrantTypedData.Create(grant)));
            requests.Add(BrowserWalletRequest.ForMessage(Wallet.Address, random.Next(random.Below(300))));
        }

        requests.Add(BrowserWalletRequest.ForMessage(Wallet.Address, Encoding.UTF8.GetBytes("Grüße <script> \" 🔑\n")));
        string input = $$"""
            {"secret":"{{Hex.Format(KeystoreSamples.Secret)}}",
             "requests":[{{string.Join(',', requests.Select(request => request.Json))}}]}
            """;

        string output = await NodeScript.RunAsync("tests/TestKit/Independent/wallet.mjs", input);

        JsonElement[] results = [.. JsonDocument.Parse(output).RootElement.EnumerateArray()];
        Assert.Equal(requests.Count, results.Length);
        foreach ((BrowserWalletRequest request, JsonElement result) in requests.Zip(results))
        {
            Assert.Equal(request.Digest.ToString(), result.GetProperty("digest").GetString());
            EcdsaSignature signature = request.Verify(result.GetProperty("answer").GetRawText());
            Assert.Equal(result.GetProperty("answer").GetString(), signature.ToString());
        }
    }

    [Fact]
    public void Answer_is_read_plain_as_json_and_inside_a_response()
    {
        string hex = Hex.Format(Signature);
        string[] answers =
        [
            hex,
            "0x" + hex[2..].ToUpperInvariant(),
            $"\"{hex}\"",
            $$"""  {"jsonrpc":"2.0","id":1,"result":"{{hex}}"}""",
            $$"""{"result":"{{hex}}","error":null}""",
        ];

        Assert.All(answers, answer => Assert.Equal(Signature, Request.Verify(answer).ToArray()));
    }

    [Fact]
    public void Other_spellings_of_the_same_signature_become_the_one_that_contracts_take()
    {
        UInt256 order = UInt256.ReadBigEndian(PublicKeyRecovery.OrderBytes);
        byte[] zeroBased = [.. Signature[..64], (byte)(Signature[64] - 27)];
        UInt256 highS = order - UInt256.ReadBigEndian(Signature.AsSpan(32, 32));
        byte[] high = [.. Signature[..32], .. highS.ToArray(), (byte)(55 - Signature[64])];

        Assert.Equal(Signature, Request.Verify(Hex.Format(zeroBased)).ToArray());
        Assert.Equal(Signature, Request.Verify(Hex.Format(high)).ToArray());
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public void Answer_that_is_no_signature_is_refused_by_name(string answer, string id, string says)
    {
        SessionKeyException refusal = Assert.Throws<SessionKeyException>(() => Request.Verify(answer));

        Assert.Equal(id, refusal.Id);
        Assert.Contains(says, refusal.Message, StringComparison.Ordinal);
        Assert.Null(refusal.InnerException);
        Assert.DoesNotContain("5ec7e7", refusal.ToString(), StringComparison.Ordinal);
    }

    /// <summary>Not in the table: the test runner would repair it.</summary>
    [Fact]
    public void Half_a_character_is_refused_by_name()
    {
        SessionKeyException refusal = Assert.Throws<SessionKeyException>(() => Request.Verify("\"\ud800\""));

        Assert.Contains("half a character", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Signature_of_another_account_or_message_is_refused()
    {
        using InMemoryApprover other = InMemoryApprover.Create();
        BrowserWalletRequest toOther = BrowserWalletRequest.ForMessage(other.Address, "hello"u8);
        BrowserWalletRequest otherText = BrowserWalletRequest.ForMessage(Wallet.Address, "hello "u8);

        SessionKeyException refusal =
            Assert.Throws<SessionKeyException>(() => toOther.Verify(Hex.Format(Signature)));
        Assert.Equal("wallet-signature-mismatch", refusal.Id);
        Assert.Contains(Wallet.Address.ToString(), refusal.Message, StringComparison.Ordinal);
        Assert.Contains(other.Address.ToString(), refusal.Message, StringComparison.Ordinal);
        refusal = Assert.Throws<SessionKeyException>(() => otherText.Verify(Hex.Format(Signature)));
        Assert.Equal("wallet-signature-mismatch", refusal.Id);
        Assert.Equal(Signature, Request.Verify(Hex.Format(Signature)).ToArray());
    }

    [Fact]
    public void Hostile_answers_never_crash_and_never_become_another_signature()
    {
        DeterministicBytes random = new(FuzzProfile.Seed);
        string[] seeds =
        [
            Hex.Format(Signature),
            $"\"{Hex.Format(Signature)}\"",
            $$"""{"jsonrpc":"2.0","id":1,"result":"{{Hex.Format(Signature)}}"}""",
            """{"code":4001,"message":"User rejected the request.","data":{"cause":[1,"é"]}}""",
        ];
        for (int i = 0; i < FuzzProfile.Cases(3_000, 100_000); i++)
        {
            StringBuilder answer = new(seeds[random.Below(seeds.Length)]);
            for (int change = random.Below(4); change >= 0 && answer.Length > 0; change--)
            {
                int at = random.Below(answer.Length);
                _ = random.Below(4) switch
                {
                    0 => answer.Remove(at, Math.Min(answer.Length - at, 1 + random.Below(8))),
                    1 => answer.Insert(at, (char)random.Below(0x10000)),
                    2 => answer.Insert(at, "\\u" + Convert.ToHexString(random.Next(2))),
                    _ => answer.Replace(answer[at], "0123456789abcdef{}[]\",:"[random.Below(23)], at, 1),
                };
            }

            EcdsaSignature? accepted = null;
            Exception? refusal = Record.Exception(() => accepted = Request.Verify(answer.ToString()));

            Assert.True(
                accepted is null ? refusal is SessionKeyException : accepted.Value.ToArray().SequenceEqual(Signature),
                $"seed {FuzzProfile.Seed}, case {i}: {answer} gave {refusal}");
        }
    }

    [Fact]
    public async Task Approver_brings_the_request_to_the_wallet_and_checks_the_answer()
    {
        List<BrowserWalletRequest> asked = [];
        BrowserWalletApprover approver = new(Wallet.Address, (request, _) =>
        {
            asked.Add(request);
            return ValueTask.FromResult(Hex.Format(Sign(request.Digest)));
        });
        PackedGrant grant = GrantEncoding.Encode(Samples.Grant);

        Approval typed = await approver.SignGrantAsync(grant, ApprovalForm.Typed);
        Approval text = await approver.SignGrantAsync(grant, ApprovalForm.Text);

        Assert.Equal(["eth_signTypedData_v4", "personal_sign"], asked.Select(request => request.Method));
        Assert.Equal(GrantTypedData.Create(Samples.Grant).Digest(), asked[0].Digest);
        Assert.Equal(asked[0].Verify(Hex.Format(typed.Signature.Span)).ToArray(), typed.Signature.ToArray());
        Assert.Equal(asked[1].Verify(Hex.Format(text.Signature.Span)).ToArray(), text.Signature.ToArray());
        Assert.Equal(Wallet.Address.ToString(), approver.ToString());
    }

    [Fact]
    public async Task Approver_refuses_what_the_wallet_did_not_sign()
    {
        BrowserWalletApprover rejecting =
            new(Wallet.Address, (_, _) => ValueTask.FromResult("""{"code":4001,"message":"no"}"""));
        BrowserWalletApprover replaying =
            new(Wallet.Address, (_, _) => ValueTask.FromResult(Hex.Format(Signature)));
        BrowserWalletApprover failing = new(Wallet.Address, (_, _) => throw new TimeoutException("page closed"));

        await RefusedAsync("wallet-rejected", rejecting);
        await RefusedAsync("wallet-signature-mismatch", replaying);
        await Assert.ThrowsAsync<TimeoutException>(async () => await failing.SignMessageAsync("x"u8.ToArray()));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await failing.SignMessageAsync("x"u8.ToArray(), new CancellationToken(canceled: true)));
    }

    private static async Task RefusedAsync(string id, BrowserWalletApprover approver) => Assert.Equal(
        id,
        (await Assert.ThrowsAsync<SessionKeyException>(
            async () => await approver.SignMessageAsync("another"u8.ToArray()))).Id);

    private static byte[] Sign(Hash32 digest) => Secp256k1.Sign(KeystoreSamples.Secret, digest).ToArray();
}
