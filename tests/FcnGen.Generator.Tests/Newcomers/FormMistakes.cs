using System.Collections.Generic;

namespace FcnGen.Newcomers;

/// <summary>Classes and properties that the generator cannot complete.</summary>
internal static class FormMistakes
{
    public static IEnumerable<Newcomer> All =>
    [
        new("ClassNotPartial", "FCN001", "the class is not partial", """
            [FullyConvNet(Channels = 3)]
            public class [|Net|]
            {
                [Conv(16, Kernel = 3, Pad = 1), Relu] public partial Layer Conv1 { get; }
                [Score(5)] public partial Layer Score { get; }
                [SoftmaxLoss] public partial Layer Loss { get; }
            }
            """, Compiler: "CS0260"),
        new("NothingPartial", "FCN001", "neither the class nor its layers are partial", """
            [FullyConvNet(Channels = 3)]
            public class [|Net|]
            {
                [Conv(16, Kernel = 3, Pad = 1), Relu] public Layer Conv1 { get; } = null!;
                [Score(5)] public Layer Score { get; } = null!;
                [SoftmaxLoss] public Layer Loss { get; } = null!;
            }
            """),
        new("LayerNotPartial", "FCN003", "one layer is not partial", """
            [FullyConvNet(Channels = 3)]
            public partial class Net
            {
                [Conv(16, Kernel = 3, Pad = 1), Relu] public Layer [|Conv1|] { get; } = null!;
                [Score(5)] public partial Layer Score { get; }
                [SoftmaxLoss] public partial Layer Loss { get; }
            }
            """),
        new("LayerWithSetter", "FCN004", "a layer has a setter", """
            [FullyConvNet(Channels = 3)]
            public partial class Net
            {
                [Conv(16, Kernel = 3, Pad = 1), Relu] public partial Layer [|Conv1|] { get; set; }
                [Score(5)] public partial Layer Score { get; }
                [SoftmaxLoss] public partial Layer Loss { get; }
            }
            """),
        new("PrivateLayer", "FCN004", "a layer is private", """
            [FullyConvNet(Channels = 3)]
            public partial class Net
            {
                [Conv(16, Kernel = 3, Pad = 1), Relu] private partial Layer [|Conv1|] { get; }
                [Score(5)] public partial Layer Score { get; }
                [SoftmaxLoss] public partial Layer Loss { get; }
            }
            """),
        new("NullableLayer", "FCN004", "a layer is nullable", """
            [FullyConvNet(Channels = 3)]
            public partial class Net
            {
                [Conv(16, Kernel = 3, Pad = 1), Relu] public partial Layer? [|Conv1|] { get; }
                [Score(5)] public partial Layer Score { get; }
                [SoftmaxLoss] public partial Layer Loss { get; }
            }
            """),
        new("LayerCalledForward", "FCN004", "a layer has the name of a method of the network", """
            [FullyConvNet(Channels = 3)]
            public partial class Net
            {
                [Conv(16, Kernel = 3, Pad = 1), Relu] public partial Layer [|Forward|] { get; }
                [Score(5)] public partial Layer Score { get; }
                [SoftmaxLoss] public partial Layer Loss { get; }
            }
            """),
        new("PrimaryConstructor", "FCN002", "the class has a constructor of its own in its head", """
            [FullyConvNet(Channels = 3)]
            public partial class [|Net|](Device device)
            {
                [Score(5)] public partial Layer Score { get; }
                [SoftmaxLoss] public partial Layer Loss { get; }
            }
            """),
        new("RecordAsNetwork", "FCN002", "a record is declared instead of a class", """
            [FullyConvNet(Channels = 3)]
            public partial record [|Net|]
            {
                [Score(5)] public partial Layer Score { get; }
                [SoftmaxLoss] public partial Layer Loss { get; }
            }
            """),
        new("OwnBaseClass", "FCN002", "the class derives from a base class, as modules do elsewhere", """
            public abstract class Module;

            [FullyConvNet(Channels = 3)]
            public partial class [|Net|] : Module
            {
                [Score(5)] public partial Layer Score { get; }
                [SoftmaxLoss] public partial Layer Loss { get; }
            }
            """),
        new("NoMarker", "FCN007", "the class has layers but no marker", """
            public partial class Net
            {
                [[|Conv(16, Kernel = 3, Pad = 1)|], Relu] public partial Layer Conv1 { get; }
                [Score(5)] public partial Layer Score { get; }
                [SoftmaxLoss] public partial Layer Loss { get; }
            }
            """),
        new("LayerWithoutKind", "FCN006", "a property says nothing about its layer", """
            [FullyConvNet(Channels = 3)]
            public partial class Net
            {
                [Score(5)] public partial Layer Score { get; }
                [SoftmaxLoss] public partial Layer Loss { get; }
                public partial Layer [|Extra|] { get; }
            }
            """),
        new("ConvolutionAndPoolTogether", "FCN005", "a pooling stands beside the convolution before it", """
            [FullyConvNet(Channels = 3)]
            public partial class Net
            {
                [Conv(16, Kernel = 3, Pad = 1), Relu, [|MaxPool(Kernel = 2, Stride = 2)|]] public partial Layer Conv1 { get; }
                [Score(5)] public partial Layer Score { get; }
                [SoftmaxLoss] public partial Layer Loss { get; }
            }
            """),
        new("LayersInTwoParts", "FCN008", "a layer stands in another part of the class", """
            [FullyConvNet(Channels = 3)]
            public partial class Net
            {
                [Score(5)] public partial Layer Score { get; }
                [SoftmaxLoss] public partial Layer Loss { get; }
            }

            public partial class Net
            {
                [Conv(16, Kernel = 3, Pad = 1), Relu] public partial Layer [|Conv1|] { get; }
            }
            """),
        new("NoChannels", "FCN009", "the channels of the input are not said", """
            [FullyConvNet]
            public partial class [|Net|]
            {
                [Score(5)] public partial Layer Score { get; }
                [SoftmaxLoss] public partial Layer Loss { get; }
            }
            """),
    ];
}
