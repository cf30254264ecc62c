using System.Collections.Generic;
using static FcnGen.Generator.Tests.Diagnostics.DiagnosticCase;

namespace FcnGen.Generator.Tests.Diagnostics;

/// <summary>Blocks: what is wrong in one by itself is said there, what depends on a use is said at the use.</summary>
internal static class BlockCases
{
    private const string Tail = " [Score(4)] S; [SoftmaxLoss] Loss;";

    private const string Unit = "[FullyConvBlock(\"Width\", \"Stride = 1\")] public partial class Unit { [Conv(\"Width\", Kernel = 3, With = \"Stride = Stride, Pad = Stride - 1\")] public partial Layer A { get; } [Conv(\"Width / 2\")] public partial Layer B { get; } }\n";

    public static IEnumerable<DiagnosticCase> All => [.. InBlocks, .. AtUses, .. Trunks];

    private static DiagnosticCase[] InBlocks =>
    [
        new("FCN070", "missing parenthesis", Block("[Conv([|\"4 * (Width\"|])] A;", "\"Width\""),
            "outputs of a cannot be read: at character 11 of '4 * (Width', a ')' is missing"),
        new("FCN070", "list", Block("[Conv(4, [|With = \"Stride\"|])] A;", "\"Width\""), "With of a cannot be read: at character 7 of 'Stride', a '=' must follow 'Stride'"),
        new("FCN070", "parameter", Block("[Conv(4)] A;", "\"Width\", [|\"1 = 2\"|]"), "parameters of Part cannot be read: at character 1 of '1 = 2', a name is missing"),
        new("FCN070", "condition", Block("[Conv(4)] A; [Conv(4), When([|\"Width ==\"|])] B;", "\"Width\""),
            "condition of b cannot be read: at character 9 of 'Width ==', a number or a name is missing"),
        new("FCN071", "parameter", Block("[Conv([|\"4 * Widht\"|])] A;", "\"Width\", \"Stride = 1\""),
            "outputs of a names 'Widht', which is not among the parameters of Part (Width, Stride); did you mean 'Width'?"),
        new("FCN071", "argument", Block("[Conv(4, [|With = \"Sride = Width\"|])] A;", "\"Width\""),
            "With of a names 'Sride', which is not among the arguments of [Conv] that are numbers or yes and no; did you mean 'Stride'?"),
        new("FCN071", "parameter outside a block", Net("[Conv([|\"4 * Width\"|])] A;" + Tail),
            "outputs of a names 'Width', which is not among what is known here: Net is no block and has no parameters"),
        new("FCN020", "argument twice", Block("[Conv(4, Stride = 1, [|With = \"Stride = Width\"|])] A;", "\"Width\""), "Stride of a is set twice; it must be set once, by itself or in With"),
        new("FCN073", "doubled", Block("[Conv(\"Width\")] A;", "\"Width\", [|\"Width = 2\"|]"), "Parameter Width of block Part is declared twice; give one of them another name"),
        new("FCN073", "word", Block("[Conv(4)] A;", "[|\"Index\"|]"), "Parameter Index of block Part has a name that means something in every expression; give it another one"),
        new("FCN073", "later", Block("[Conv(4)] A;", "[|\"A = 2 * B\"|], \"B\""), "Parameter A of block Part has a default that names 'B', which is no parameter before it"),
        new("FCN075", "itself", Block("[Conv(4)] A; [Block([|typeof(Part)|])] B;", ""), "Block Part cannot be used: it would contain itself: Part → Part"),
        new("FCN075", "two outputs", Block("[Conv(4), Output] A; [Conv(4), [|Output|]] B;", ""), "Block Part cannot be used: both A and B are marked [Output], and a block gives one layer"),
        new("FCN075", "no layer", "using FcnGen;\n[FullyConvBlock]\npublic partial class [|Part|];\n", "Block Part cannot be used: it declares no layer that could be its output"),
        new("FCN009", "input in a block", Block("[[|Input(3)|]] Data; [Conv(4)] A;", ""), "The input of Part is unclear: a block reads Block.Input, which the use says, and Data is another input"),
        new("FCN011", "in a block", Block("[Conv(4)] A; [Sum(nameof(A), [|\"Imput\"|])] B;", ""), "b names 'Imput', which is not among the layers above it"),
        new("FCN012", "in a block", Block("[Conv(4, [|From = nameof(B)|])] A; [Conv(4)] B;", ""), "a reads b, which is declared below it and reads it in turn, which is a cycle; layers stand in the order that data flows"),
        new("FCN020", "in a block", Block("[Conv(4, [|Kernel = 0|])] A;", ""), "Kernel of a is 0; it must be from 1 to 1024"),
        new("FCN026", "in a block", Block("[[|MaxPool(Kernel = 2)|]] A;", ""), "a is a pooling with a kernel of 2 and no…"),
    ];

    private static DiagnosticCase[] AtUses =>
    [
        new("FCN020", "use", Net("[[|Block(typeof(Unit), With = \"Width = 4, Stride = 300\")|]] Layer1;" + Tail, rest: Unit), "Stride of layer1.a is 300; it must be from 1 to 256, in Unit.A (Layer1)"),
        new("FCN020", "use repeated", Net("[[|Block(typeof(Unit), Repeat = 3, With = \"Width = 4, Stride = -Index\")|]] Layer1;" + Tail, rest: Unit), "Stride of layer1.0.a is 0; it must be from 1 to 256, in Unit.A (Layer1, repetition 0)"),
        new("FCN072", "use", Net("[[|Block(typeof(Unit), With = \"Width = 5\")|]] Layer1;" + Tail, rest: Unit),
            "outputs of b has no value: 'Width / 2' makes it 5/2, and it is a whole number of 32 bits, in Unit.B (Layer1)"),
        new("FCN072", "own text", Net("[Block(typeof(Unit), [|With = \"Width = 4 / Index\"|])] Layer1;" + Tail, rest: Unit), "Width of layer1 has no value: at character 11 of 'Width = 4 / Index', the divisor is 0"),
        new("FCN074", "no value", Net("[[|Block(typeof(Unit))|]] Layer1;" + Tail, rest: Unit), "layer1 uses block Unit without a value for Width, which has no default; add it to With, as With = \"Width = …\""),
        new("FCN071", "use", Net("[Block(typeof(Unit), [|With = \"Widht = 4\"|])] Layer1;" + Tail, rest: Unit),
            "With of layer1 names 'Widht', which is not among the parameters of block Unit (Width, Stride); did you mean 'Width'?"),
        new("FCN075", "no block", Net("[Block([|typeof(Unit)|])] Layer1;" + Tail, rest: "public class Unit;"), "Block Unit cannot be used: it is not marked [FullyConvBlock]"),
        new("FCN075", "nothing left", Net("[Block([|typeof(Part)|], With = \"On = 0\")] Layer1;" + Tail, rest: "[FullyConvBlock(\"On\")] public partial class Part { [Conv(4), When(\"On\")] public partial Layer A { get; } }"),
            "Block Part cannot be used: none of its layers exists in this use, by their conditions, so that nothing would be Layer1"),
        new("FCN076", "many", Net("[[|Block(typeof(Two), Repeat = 1000)|]] Layer1;" + Tail, rest: "[FullyConvBlock] public partial class Two { [Block(typeof(One), Repeat = 1000)] public partial Layer A { get; } } [FullyConvBlock] public partial class One { [Conv(4)] public partial Layer A { get; } }"),
            "With layer1, a use of block Two, the network has more than 10000 layers; repeat the block less often, or those in it"),
        new("FCN077", "network", Net("[Conv(4), When([|\"1\"|])] A;" + Tail), "Layer A has [When], but Net is no block and has no parameters that it could depend on; leave it out, or declare the layer in a block"),
        new("FCN005", "use with relu", Net("[Block(typeof(Unit), With = \"Width = 4\"), [|Relu|]] Layer1;" + Tail, rest: Unit),
            "Property Layer1 is declared as Block and as Relu; a property is one layer, beside which only one activation and Dropout may stand, and not on an input, a loss or a block"),
        new("FCN011", "from of a use", Net("[Block(typeof(Unit), With = \"Width = 4\", [|From = \"Stem\"|])] Layer1;" + Tail, rest: Unit), "layer1 names 'Stem', which is not among the layers above it"),
        new("FCN013", "from of a use", Net("[Block(typeof(Unit), With = \"Width = 4\", [|From = nameof(Layer1)|])] Layer1;" + Tail, rest: Unit), "layer1 reads itself; name another layer, or leave From out to read the layer above"),
        new("FCN022", "channels in a use", Net("[Conv(8)] Stem; [[|Block(typeof(Part), Repeat = 2, With = \"Width = 4\")|]] Layer1;" + Tail, rest: "[FullyConvBlock(\"Width\")] public partial class Part { [Conv(\"Width\")] public partial Layer A { get; } [Sum(nameof(A), Block.Input)] public partial Layer B { get; } }"),
            "layer1.0.b adds layer1.0.a (4 channels) and stem (8 channels)…"),
        new("FCN030", "strides in a use", Net("[[|Block(typeof(Part), With = \"Stride = 2\")|]] Layer1;" + Tail, rest: "[FullyConvBlock(\"Stride\")] public partial class Part { [Conv(3, With = \"Stride = Stride\")] public partial Layer A { get; } [Sum(nameof(A), Block.Input)] public partial Layer B { get; } }"),
            "layer1.b needs equal strides: data has 1, but layer1.a has 2 = 2 (layer1.a); enlarge layer1.a 2 times before, for example by [Deconv(3, Kernel = 3, Stride = 2, Bilinear = true)], in Part.B (Layer1)"),
        new("FCN014", "unread layer of a block", Net("[[|Block(typeof(Part))|]] Layer1;" + Tail, rest: "[FullyConvBlock] public partial class Part { [Conv(4)] public partial Layer A { get; } [Conv(4, From = Block.Input)] public partial Layer B { get; } }"),
            "Nothing reads layer1.a, and it is no output; read it in the block, or by From = \"Layer1_A\", in Part.A (Layer1)"),
        new("FCN015", "name of an inner layer", Net("[Block(typeof(Unit), With = \"Width = 4, Stride = 2\")] Layer1; [Conv(4)] [|Layer1_A|]; [Deconv(4, Stride = 2)] Up; [CropToInput] Cut; [SoftmaxLoss] Loss;", rest: Unit),
            "Layer Layer1_A has the same name as Layer1_A (Unit.A in Layer1): both are called 'Layer1_A'"),
        new("FCN002", "member of an inner layer's name", "using FcnGen;\n[FullyConvNet(Channels = 3)]\npublic partial class [|Net|]\n{\n" + Layers("[Block(typeof(Unit), With = \"Width = 4\")] Layer1;" + Tail) + " void Layer1_A() { }\n}\n" + Unit,
            "Class Net has a member Layer1_A, which is the generated part's; a network, a trunk or a block is an ordinary class of its own, whose other part and base class the generator writes"),
    ];

    private static DiagnosticCase[] Trunks =>
    [
        new("FCN064", "channels", Net(Tail, "[FullyConvNet(Channels = 3)]\n[Trunk(typeof(Low))]\n[Trunk(typeof(High), [|From = nameof(Low.A)|])]",
                "[FullyConvTrunk(Channels = 3)] public partial class Low { [Conv(8)] public partial Layer A { get; } }\n[FullyConvTrunk(Channels = 16)] public partial class High { [Conv(4)] public partial Layer B { get; } }"),
            "Trunk High is declared for 16 channels, but a, which feeds it, has 8 channels; name another layer by From, or put a layer with 16 channels before it"),
        new("FCN011", "trunk below an unknown layer", Net(Tail, "[FullyConvNet(Channels = 3)]\n[Trunk(typeof(Low))]\n[Trunk(typeof(High), [|From = \"AA\"|])]",
                "[FullyConvTrunk(Channels = 3)] public partial class Low { [Conv(8)] public partial Layer A { get; } }\n[FullyConvTrunk(Channels = 8)] public partial class High { [Conv(4)] public partial Layer B { get; } }"),
            "From names 'AA', which is not among the inputs of Net and the layers of the trunks before it; did you mean 'A'?"),
        new("FCN010", "trunk on a block", "using FcnGen;\n[FullyConvBlock, Trunk([|typeof(Low)|])]\npublic partial class Part { [Conv(4)] public partial Layer B { get; } }\n[FullyConvTrunk(Channels = 3)] public partial class Low { [Conv(8)] public partial Layer A { get; } }",
            "Trunk of Part cannot be used: a block starts from what feeds it, and trunks stand before a network's own layers"),
    ];

    private static string Block(string layers, string parameters) => "using FcnGen;\n[FullyConvBlock(" + parameters + ")]\npublic partial class Part\n{\n" + Layers(layers) + "\n}\n";
}
