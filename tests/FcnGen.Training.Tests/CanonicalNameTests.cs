namespace FcnGen.Training.Tests;

public sealed class CanonicalNameTests
{
    // Published forms: UAX #15, tables 1 to 9 of "Examples", and the Hangul example of The Unicode Standard, section 3.12.
    [Theory]
    [InlineData("u\u0308ber", "\u00FCber")]
    [InlineData("\u212B", "\u00C5")]
    [InlineData("\u2126", "\u03A9")]
    [InlineData("\u1E0A\u0323", "\u1E0C\u0307")]
    [InlineData("D\u0307\u0323", "\u1E0C\u0307")]
    [InlineData("s\u0323\u0307", "\u1E69")]
    [InlineData("\u1E9B\u0323", "\u1E9B\u0323")]
    [InlineData("\u0928\u093C", "\u0929")]
    [InlineData("\u0958", "\u0915\u093C")]
    [InlineData("\u1111\u1171\u11B6", "\uD4DB")]
    [InlineData("\u110B\u116E\u1105\u1175.png", "\uC6B0\uB9AC.png")]
    [InlineData("\uD834\uDD5E", "\uD834\uDD57\uD834\uDD65")]
    [InlineData("plain_01.png", "plain_01.png")]
    [InlineData("a\uD800u\u0308", "a\uD800\u00FC")]
    public void Names_become_nfc(string name, string expected)
    {
        Assert.Equal(expected, CanonicalName.Of(name));
        Assert.Equal(expected, CanonicalName.Of(CanonicalName.Of(name)));
    }
}
