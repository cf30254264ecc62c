using System.Collections.Generic;

namespace FcnGen.Newcomers;

/// <summary>Blocks, as one writes the first of them.</summary>
internal static class BlockMistakes
{
    private const string Net = """
        [FullyConvNet(Channels = 3)]
        public partial class Net
        {
            [Conv(16, Kernel = 3, Pad = 1), Relu] public partial Layer Stem { get; }
            {0} public partial Layer Layer1 { get; }
            [Score(5)] public partial Layer Score { get; }
            [SoftmaxLoss] public partial Layer Loss { get; }
        }

        """;

    private const string Unit = """
        [FullyConvBlock("Width", "Stride = 1")]
        public partial class Unit
        {
            [Conv("Width", Kernel = 3, Pad = 1, With = "Stride = Stride"), Relu] public partial Layer Conv1 { get; }
            [Conv("Width", Kernel = 3, Pad = 1)] public partial Layer Conv2 { get; }
            [Sum(nameof(Conv2), Block.Input), Relu] public partial Layer Add { get; }
        }
        """;

    public static IEnumerable<Newcomer> All =>
    [
        new("ForgottenParameter", "FCN074", "a use does not say what the block cannot know", Use("[[|Block(typeof(Unit), Repeat = 2)|]]") + Unit),
        new("MistypedParameter", "FCN071", "a parameter is written in another spelling", Use("[Block(typeof(Unit), [|With = \"width = 16\"|])]") + Unit),
        new("BlockWithoutMarker", "FCN075", "a trunk is used as a block", Use("[Block([|typeof(Unit)|])]") + Unit.Replace("FullyConvBlock(\"Width\", \"Stride = 1\")", "FullyConvTrunk(Channels = 16)").Replace("\"Width\"", "16").Replace(", With = \"Stride = Stride\"", "").Replace("Block.Input", "\"data\"")),
        new("OtherWidth", "FCN022", "a residual unit is wider than what feeds it", Use("[[|Block(typeof(Unit), Repeat = 2, With = \"Width = 32\")|]]") + Unit),
        new("StrideWithoutProjection", "FCN030", "a residual unit strides and its shortcut does not", Use("[[|Block(typeof(Unit), With = \"Width = 16, Stride = 2\")|]]") + Unit),
        new("NumberForText", "FCN070", "an expression ends too early", Use("[Block(typeof(Unit), With = \"Width = 16\")]") + Unit.Replace("\"Stride = Stride\"", "\"Stride = Stride *\"").Replace("With = \"Stride = Stride *\"", "[|With = \"Stride = Stride *\"|]")),
        new("ConditionInNetwork", "FCN077", "a layer of a network is made conditional", Use("[Conv(16), When([|\"1\"|])]").TrimEnd()),
    ];

    private static string Use(string use) => Net.Replace("{0}", use);
}
