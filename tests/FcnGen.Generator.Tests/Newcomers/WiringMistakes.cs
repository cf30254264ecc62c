using System.Collections.Generic;

namespace FcnGen.Newcomers;

/// <summary>Layers that are wired wrongly.</summary>
internal static class WiringMistakes
{
    public static IEnumerable<Newcomer> All =>
    [
        new("MistypedName", "FCN011", "a layer is named in another spelling", """
            [FullyConvNet(Channels = 3)]
            public partial class Net
            {
                [Conv(16, Kernel = 3, Pad = 1), Relu] public partial Layer Conv1 { get; }
                [Score(5, [|From = "conv1"|])] public partial Layer Score { get; }
                [SoftmaxLoss] public partial Layer Loss { get; }
            }
            """),
        new("LayerFromBelow", "FCN012", "a layer reads one that is declared after it", """
            [FullyConvNet(Channels = 3)]
            public partial class Net
            {
                [Score(5, [|From = nameof(Conv1)|])] public partial Layer Score { get; }
                [SoftmaxLoss] public partial Layer Loss { get; }
                [Conv(16, Kernel = 3, Pad = 1, From = "data"), Relu] public partial Layer Conv1 { get; }
            }
            """),
        new("LayerFromItself", "FCN013", "a layer names itself as its input", """
            [FullyConvNet(Channels = 3)]
            public partial class Net
            {
                [Conv(16, Kernel = 3, Pad = 1, [|From = nameof(Conv1)|]), Relu] public partial Layer Conv1 { get; }
                [Score(5)] public partial Layer Score { get; }
                [SoftmaxLoss] public partial Layer Loss { get; }
            }
            """),
        new("ForgottenBranch", "FCN014", "a layer is computed and never used", """
            [FullyConvNet(Channels = 3)]
            public partial class Net
            {
                [Conv(16, Kernel = 3, Pad = 1), Relu] public partial Layer Conv1 { get; }
                [Conv(16, Kernel = 3, Pad = 1), Relu] public partial Layer [|Conv2|] { get; }
                [Score(5, From = nameof(Conv1))] public partial Layer Score { get; }
                [SoftmaxLoss] public partial Layer Loss { get; }
            }
            """),
        new("SameNameTwice", "FCN015", "two layers have one name in weight files", """
            [FullyConvNet(Channels = 3)]
            public partial class Net
            {
                [Conv(16, Kernel = 3, Pad = 1), Relu] public partial Layer Conv1 { get; }
                [Conv(16, Kernel = 3, Pad = 1, [|Name = "conv1"|]), Relu] public partial Layer Conv2 { get; }
                [Score(5)] public partial Layer Score { get; }
                [SoftmaxLoss] public partial Layer Loss { get; }
            }
            """),
        new("OutputAfterTheLoss", "FCN016", "a layer reads the loss", """
            [FullyConvNet(Channels = 3)]
            public partial class Net
            {
                [Score(5)] public partial Layer Score { get; }
                [SoftmaxLoss] public partial Layer Loss { get; }
                [Scale(2, [|From = nameof(Loss)|]), Output] public partial Layer Doubled { get; }
            }
            """),
        new("NoOutput", "FCN017", "the network ends without an output", """
            [FullyConvNet(Channels = 3)]
            public partial class [|Net|]
            {
                [Conv(16, Kernel = 3, Pad = 1), Relu] public partial Layer Conv1 { get; }
                [Score(5)] public partial Layer Score { get; }
            }
            """),
        new("MissingLoss", "FCN018", "the network has no loss, so it cannot be trained", """
            [FullyConvNet(Channels = 3)]
            public partial class [|Net|]
            {
                [Conv(16, Kernel = 3, Pad = 1), Relu] public partial Layer Conv1 { get; }
                [Score(5), Output] public partial Layer Score { get; }
            }
            """, Severity: "warning"),
        new("SumOfOne", "FCN019", "a sum names one layer and means the one above as well", """
            [FullyConvNet(Channels = 3)]
            public partial class Net
            {
                [Conv(16, Kernel = 3, Pad = 1), Relu] public partial Layer Conv1 { get; }
                [Conv(16, Kernel = 3, Pad = 1), Relu] public partial Layer Conv2 { get; }
                [[|Sum(nameof(Conv1))|]] public partial Layer Residual { get; }
                [Score(5)] public partial Layer Score { get; }
                [SoftmaxLoss] public partial Layer Loss { get; }
            }
            """),
        new("CropOntoNothing", "FCN060", "a crop does not say onto what", """
            [FullyConvNet(Channels = 3)]
            public partial class Net
            {
                [Conv(16, Kernel = 3, Pad = 10), Relu] public partial Layer Conv1 { get; }
                [Score(5)] public partial Layer ScoreFr { get; }
                [[|Crop(From = nameof(ScoreFr))|]] public partial Layer Score { get; }
                [SoftmaxLoss] public partial Layer Loss { get; }
            }
            """),
        new("TrunkWithoutMarker", "FCN010", "the trunk is a class without the marker of trunks", """
            public static class Backbone;

            [FullyConvNet(Channels = 3)]
            [Trunk([|typeof(Backbone)|])]
            public partial class Net
            {
                [Score(5)] public partial Layer Score { get; }
                [SoftmaxLoss] public partial Layer Loss { get; }
            }
            """),
        new("TrunkThroughNothing", "FCN011", "the trunk is to end at a layer that it does not have", """
            [FullyConvTrunk(Channels = 3)]
            public partial class Backbone
            {
                [Conv(16, Kernel = 3, Pad = 1), Relu] public partial Layer Conv1 { get; }
                [Conv(16, Kernel = 3, Pad = 1), Relu] public partial Layer Conv2 { get; }
            }

            [FullyConvNet(Channels = 3)]
            [Trunk(typeof(Backbone), [|Through = "conv1"|])]
            public partial class Net
            {
                [Score(5)] public partial Layer Score { get; }
                [SoftmaxLoss] public partial Layer Loss { get; }
            }
            """),
        new("TwoTrunksWithoutSuffix", "FCN061", "a trunk is used for colour and for depth under the same names", """
            [FullyConvTrunk(Channels = 3)]
            public partial class Backbone
            {
                [Conv(16, Kernel = 3, Pad = 1), Relu] public partial Layer Conv1 { get; }
            }

            [FullyConvNet]
            [Trunk(typeof(Backbone), From = nameof(Color))]
            [[|Trunk(typeof(Backbone), From = nameof(Depth))|]]
            public partial class Net
            {
                [Input(3)] public partial Layer Color { get; }
                [Input(3)] public partial Layer Depth { get; }
                [Score(5)] public partial Layer Score { get; }
                [SoftmaxLoss] public partial Layer Loss { get; }
            }
            """),
        new("TrunkOfOtherChannels", "FCN062", "a trunk for colour pictures in a network for grey ones", """
            [FullyConvTrunk(Channels = 3)]
            public partial class Backbone
            {
                [Conv(16, Kernel = 3, Pad = 1), Relu] public partial Layer Conv1 { get; }
            }

            [FullyConvNet(Channels = 1)]
            [Trunk([|typeof(Backbone)|])]
            public partial class Net
            {
                [Score(5)] public partial Layer Score { get; }
                [SoftmaxLoss] public partial Layer Loss { get; }
            }
            """, Severity: "warning"),
    ];
}
