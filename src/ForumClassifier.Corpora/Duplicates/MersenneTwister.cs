namespace ForumClassifier.Corpora.Duplicates;

/// <summary>The generator MT19937 (Matsumoto and Nishimura 1998), for numbers that must be those of other programs.</summary>
internal sealed class MersenneTwister
{
    private const int Length = 624;
    private const int Middle = 397;

    private readonly uint[] _state = new uint[Length];
    private int _next = Length;

    public MersenneTwister(uint seed)
    {
        _state[0] = seed;
        for (var i = 1u; i < Length; i++)
        {
            _state[i] = (1812433253u * (_state[i - 1] ^ (_state[i - 1] >> 30))) + i;
        }
    }

    /// <summary>A whole number in [0, <paramref name="highest"/>], drawn as NumPy's RandomState does: 64 bits, masked, anew while they are too large.</summary>
    public ulong NextUpTo(ulong highest)
    {
        var mask = ulong.MaxValue >> System.Numerics.BitOperations.LeadingZeroCount(highest);
        while (true)
        {
            var value = (((ulong)NextUInt32() << 32) | NextUInt32()) & mask;
            if (value <= highest)
            {
                return value;
            }
        }
    }

    private uint NextUInt32()
    {
        if (_next == Length)
        {
            Twist();
        }

        var y = _state[_next++];
        y ^= y >> 11;
        y ^= (y << 7) & 0x9d2c5680u;
        y ^= (y << 15) & 0xefc60000u;
        return y ^ (y >> 18);
    }

    private void Twist()
    {
        for (var i = 0; i < Length; i++)
        {
            var y = (_state[i] & 0x80000000u) | (_state[(i + 1) % Length] & 0x7fffffffu);
            _state[i] = _state[(i + Middle) % Length] ^ (y >> 1) ^ ((y & 1) == 0 ? 0 : 0x9908b0dfu);
        }

        _next = 0;
    }
}
