using SessionKeys.TestKit;

namespace SessionKeys.Ledger.Tests;

public class Bip32KeyTests
{
    private const uint Hardened = 0x80000000;

    [Fact]
    public void Words_of_the_public_bip39_vector_give_its_seed()
        => Assert.Equal(
            "c55257c360c07c72029aebc1b53c05ed0362ada38ead3e3e9efa3708e5349553"
            + "1f09a6987599d18264c1e1c92f2cf141630c7a3c4ab7c81b2f001698e7463b04",
            Convert.ToHexStringLower(Bip39.Seed(string.Concat(Enumerable.Repeat("abandon ", 11)) + "about", "TREZOR")));

    [Fact]
    public void First_public_bip32_vector_is_derived_hardened_and_not()
    {
        Bip32Key master = Bip32Key.Master(Convert.FromHexString("000102030405060708090a0b0c0d0e0f"));

        Assert.Equal(
            "e8f32e723decf4051aefac8e2c93c9c5b214313817cdb01a1494b917c8436b35",
            Convert.ToHexStringLower(master.Secret));
        Assert.Equal(
            "873dff81c02f525623fd1fe5167eac3a55a049de3d314bb42ee227ffed37d508",
            Convert.ToHexStringLower(master.ChainCode));
        Assert.Equal(
            "edb2e14f9ee77d26dd93b4ecede8d16ed408ce149b6cd80b0715a2d911a0afea",
            Convert.ToHexStringLower(master.Derive([Hardened]).Secret));
        Assert.Equal(
            "3c6cb8d0f6a264c91ea8b5030fadaa8e538b020f0a387421a12de9319dc93368",
            Convert.ToHexStringLower(master.Derive([Hardened, 1]).Secret));
    }

    [Fact]
    public void Seed_of_speculos_gives_its_known_address()
        => Assert.Equal(
            Samples.DeviceAddress,
            Secp256k1.GetAddress(
                Bip32Key.Master(Bip39.Seed(Bip39.SpeculosDefault)).Derive(DerivationPath.Default.Indexes).Secret));
}
