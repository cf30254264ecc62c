using FcnGen.Geometry;

namespace FcnGen.Generator.Model;

/// <summary>Sizes of layers along one axis, height or width.</summary>
internal static class LayerSizes
{
    /// <summary>The size of a layer from that of its bottom; for a crop from that of the layer whose size it takes.</summary>
    public static int Of(LayerSpec layer, int from) => layer switch
    {
        ConvSpec conv => SizeRules.Conv(from, conv.Kernel, conv.Stride, conv.Pad, conv.Dilation),
        DeconvSpec deconv => SizeRules.Deconv(from, deconv.Kernel, deconv.Stride, deconv.Pad),
        PoolSpec { Rounding: Rounding.Floor } pool => SizeRules.PoolFloor(from, pool.Kernel, pool.Stride, pool.Pad),
        PoolSpec pool => SizeRules.PoolCeil(from, pool.Kernel, pool.Stride, pool.Pad),
        SoftmaxLossSpec => 1,
        _ => from,
    };

    /// <summary>The size of every layer for a picture of a side.</summary>
    public static int[] Of(CheckedNetwork network, int side)
    {
        var sizes = new int[network.Layers.Count];
        for (int i = 0; i < sizes.Length; i++)
        {
            CheckedLayer layer = network.Layers[i];
            sizes[i] = Of(layer.Spec, layer.Bottoms.Count == 0 ? side : sizes[layer.CropOnto >= 0 ? layer.CropOnto : layer.Bottoms[0]]);
        }

        return sizes;
    }
}
