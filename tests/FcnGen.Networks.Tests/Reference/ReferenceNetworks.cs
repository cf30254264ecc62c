using System;

namespace FcnGen.Networks.Tests.Reference;

/// <summary>The thin networks, written out layer by layer with the published crops; nothing is taken from the compiler. Each gives its scores and the sum of its losses.</summary>
internal static class ReferenceNetworks
{
    public static (Map Scores, double Loss) Fcn32s(Tape t, Map data, byte[] labels)
    {
        (_, _, Map fc7) = Vgg(t, data);
        Map score = t.Crop(t.Deconv("upscore", t.Conv("score_fr", fc7, 5, 1), 5, 64, 32), 19, data.Height, data.Width);
        return (score, t.SoftmaxLoss(score, labels, 255, mean: false));
    }

    public static (Map Scores, double Loss) Fcn16s(Tape t, Map data, byte[] labels)
    {
        (_, Map pool4, Map fc7) = Vgg(t, data);
        Map upscore2 = t.Deconv("upscore2", t.Conv("score_fr", fc7, 5, 1), 5, 4, 2, learned: true);
        Map skip = t.Crop(t.Conv("score_pool4", pool4, 5, 1), 5, upscore2.Height, upscore2.Width);
        Map score = t.Crop(t.Deconv("upscore16", t.Sum((upscore2, 1), (skip, 1)), 5, 32, 16), 27, data.Height, data.Width);
        return (score, t.SoftmaxLoss(score, labels, 255, mean: true));
    }

    public static (Map Scores, double Loss) Fcn8s(Tape t, Map data, byte[] labels)
    {
        (Map pool3, Map pool4, Map fc7) = Vgg(t, data);
        Map upscore2 = t.Deconv("upscore2", t.Conv("score_fr", fc7, 5, 1), 5, 4, 2);
        Map skip4 = t.Crop(t.Conv("score_pool4", t.Scale(pool4, 0.5), 5, 1), 5, upscore2.Height, upscore2.Width);
        Map up4 = t.Deconv("upscore_pool4", t.Sum((upscore2, 1), (skip4, 1)), 5, 4, 2);
        Map skip3 = t.Crop(t.Conv("score_pool3", pool3, 5, 1), 9, up4.Height, up4.Width);
        Map score = t.Crop(t.Deconv("upscore8", t.Sum((up4, 1), (skip3, 1)), 5, 16, 8), 31, data.Height, data.Width);
        return (score, t.SoftmaxLoss(score, labels, 255, mean: true));
    }

    public static (Map Scores, double Loss) AlexNet(Tape t, Map data, byte[] labels)
    {
        Map x = t.Conv("conv1", data, 6, 11, stride: 4, pad: 100, relu: true);
        x = t.Lrn(t.MaxPool(x, 3, 2), 5, 0.1, 0.75);
        x = t.Conv("conv2", x, 8, 5, pad: 2, groups: 2, relu: true);
        x = t.Lrn(t.MaxPool(x, 3, 2), 5, 0.1, 0.75);
        x = t.Conv("conv3", x, 10, 3, pad: 1, relu: true);
        x = t.Conv("conv4", x, 10, 3, pad: 1, groups: 2, relu: true);
        x = t.Conv("conv5", x, 8, 3, pad: 1, groups: 2, relu: true);
        x = t.Conv("fc6", t.MaxPool(x, 3, 2), 20, 6, relu: true);
        x = t.Conv("fc7", x, 20, 1, relu: true);
        Map score = t.Crop(t.Deconv("upscore", t.Conv("score_fr", x, 5, 1), 5, 63, 32), 18, data.Height, data.Width);
        return (score, t.SoftmaxLoss(score, labels, 255, mean: true));
    }

    private static (Map Pool3, Map Pool4, Map Fc7) Vgg(Tape t, Map data)
    {
        Map Stage(Map x, string stage, params int[] channels)
        {
            for (int i = 0; i < channels.Length; i++)
                x = t.Conv($"conv{stage}_{i + 1}", x, channels[i], 3, pad: stage == "1" && i == 0 ? 100 : 1, relu: true);
            return t.MaxPool(x, 2, 2);
        }

        Map pool3 = Stage(Stage(Stage(data, "1", 3, 3), "2", 4, 5), "3", 6, 6, 7);
        Map pool4 = Stage(pool3, "4", 8, 8, 9);
        Map fc6 = t.Conv("fc6", Stage(pool4, "5", 8, 8, 9), 20, 7, relu: true);
        return (pool3, pool4, t.Conv("fc7", fc6, 19, 1, relu: true));
    }
}
