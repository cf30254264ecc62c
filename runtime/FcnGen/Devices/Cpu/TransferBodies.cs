using System;
using System.Numerics;

namespace FcnGen;

/// <summary>Copies between channel planes (NCHW) and cells, row by row.</summary>
internal unsafe struct PlanesBody : IRowBody
{
    public float* Planes;
    public View Cells;
    public bool Upload;

    /// <inheritdoc/>
    public readonly void Row(int row, int worker)
    {
        float* cells = Cells.Row(row);
        int image = row / Cells.Height;
        int h = row % Cells.Height;
        for (int c = 0; c < Cells.Channels; c++)
        {
            float* plane = Planes + (((long)image * Cells.Channels + c) * Cells.Height + h) * Cells.Width;
            if (Upload)
            {
                for (int w = 0; w < Cells.Width; w++) cells[(long)w * Cells.PixelStride + c] = plane[w];
            }
            else
            {
                for (int w = 0; w < Cells.Width; w++) plane[w] = cells[(long)w * Cells.PixelStride + c];
            }
        }
    }
}
