using System;
using System.IO;

namespace FcnGen;

/// <summary>The bits of a scan: 0xFF is followed by a stuffed 0, and any other byte after it is a marker, where the bits end.</summary>
internal ref struct JpegBits(ReadOnlySpan<byte> file, int position)
{
    private readonly ReadOnlySpan<byte> _file = file;
    private int _position = position, _count;
    private ulong _bits;
    private bool _ended;

    /// <summary>The next 16 bits; where fewer are left, zeros follow, which <see cref="Skip"/> refuses.</summary>
    public int Peek16()
    {
        if (_count < 16) Fill();
        return _count >= 16 ? (int)(_bits >> _count - 16) & 0xFFFF : (int)(_bits << 16 - _count) & 0xFFFF;
    }

    /// <summary>Goes on by 1 to 16 bits.</summary>
    /// <exception cref="InvalidDataException">Fewer are left.</exception>
    public void Skip(int count)
    {
        if (count > _count)
        {
            Fill();
            if (count > _count) throw CutShort();
        }

        _count -= count;
    }

    /// <summary>The next bit.</summary>
    public int One()
    {
        int bit = Peek16() >> 15;
        Skip(1);
        return bit;
    }

    /// <summary>The next 0 to 16 bits as a number.</summary>
    public int Number(int count)
    {
        if (count == 0) return 0;
        int value = Peek16() >> 16 - count;
        Skip(count);
        return value;
    }

    /// <summary>Throws if the end was reached, which is then why the bits make no sense.</summary>
    public void RequireMore()
    {
        if (_count < 16) Fill();
        if (_count < 16) throw CutShort();
    }

    /// <summary>
    /// Goes on behind a restart marker, which must be the next thing but for the bits that pad the last byte.
    /// </summary>
    /// <param name="number">0 to 7.</param>
    /// <exception cref="InvalidDataException">The marker is not there.</exception>
    public void Restart(int number)
    {
        Fill();
        byte marker = _count < 8 ? NextMarker() : (byte)1;
        if (marker is 0 or 0xD9) throw CutShort();
        if (marker != 0xD0 + number) throw new InvalidDataException("its compressed pixels are damaged (a restart marker is missing)");
        _position += 2;
        (_bits, _count, _ended) = (0, 0, false);
    }

    /// <summary>Where the bytes end of which bits were taken.</summary>
    public readonly int Used()
    {
        int end = _position;
        for (int whole = _count / 8; whole > 0; whole--)
        {
            // A byte of 255 was stored as 255 once or more, then 0.
            bool stuffed = _file[end - 1] == 0 && end > 1 && _file[end - 2] == 0xFF;
            end--;
            while (stuffed && end > 0 && _file[end - 1] == 0xFF) end--;
        }

        return end;
    }

    /// <summary>Where the marker behind the scan stands: bytes that nothing uses are passed over. The file's length if there is none.</summary>
    public int FindEnd()
    {
        while (NextMarker() is >= 0xD0 and <= 0xD7) _position += 2;
        return _position;
    }

    private byte NextMarker()
    {
        _position = JpegFile.FindMarker(_file, _position);
        return _position < _file.Length ? _file[_position + 1] : (byte)0;
    }

    private static InvalidDataException CutShort() => new("it is cut short (its compressed pixels end before the picture does)");

    private void Fill()
    {
        while (_count <= 48 && !_ended)
        {
            if (_position >= _file.Length)
            {
                _ended = true;
                break;
            }

            byte value = _file[_position];
            if (value == 0xFF)
            {
                // More of the same byte may stand in front of a marker or of the stuffed 0.
                int next = _position + 1;
                while (next < _file.Length && _file[next] == 0xFF) next++;
                if (next >= _file.Length || _file[next] != 0)
                {
                    _ended = true;
                    break;
                }

                _position = next;
            }

            _position++;
            _bits = _bits << 8 | value;
            _count += 8;
        }
    }
}
