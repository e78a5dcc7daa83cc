/** Lines whose authors died more than a hundred years ago, in the wording of works in the public domain. */
export interface Line {
  readonly text: string;
  readonly by: string;
}

export const lines: readonly Line[] = [
  {
    text: 'The light that puts out our eyes is darkness to us. Only that day dawns to which we are awake.',
    by: 'Henry David Thoreau',
  },
  { text: 'Adopt the pace of nature: her secret is patience.', by: 'Ralph Waldo Emerson' },
  { text: 'We suffer more often in imagination than in reality.', by: 'Seneca' },
  { text: 'The soul becomes dyed with the colour of its thoughts.', by: 'Marcus Aurelius' },
  {
    text: 'Very little is needed to make a happy life; it is all within yourself, in your way of thinking.',
    by: 'Marcus Aurelius',
  },
  { text: 'A journey of a thousand miles begins beneath one’s feet.', by: 'Laozi' },
  { text: 'To see a World in a Grain of Sand, and a Heaven in a Wild Flower.', by: 'William Blake' },
  { text: 'The heart has its reasons, of which reason knows nothing.', by: 'Blaise Pascal' },
  { text: 'Beauty is truth, truth beauty.', by: 'John Keats' },
  { text: 'A thing of beauty is a joy for ever.', by: 'John Keats' },
  { text: 'Hope is the thing with feathers that perches in the soul.', by: 'Emily Dickinson' },
  { text: 'Forever is composed of nows.', by: 'Emily Dickinson' },
  { text: 'I dwell in Possibility.', by: 'Emily Dickinson' },
  { text: 'The mountains are calling and I must go.', by: 'John Muir' },
  { text: 'In every walk with Nature one receives far more than he seeks.', by: 'John Muir' },
  { text: 'Simplify, simplify.', by: 'Henry David Thoreau' },
  { text: 'I went to the woods because I wished to live deliberately.', by: 'Henry David Thoreau' },
  { text: 'Nothing great was ever achieved without enthusiasm.', by: 'Ralph Waldo Emerson' },
  { text: 'The earth laughs in flowers.', by: 'Ralph Waldo Emerson' },
  { text: 'All good things are wild, and free.', by: 'Henry David Thoreau' },
  { text: 'No act of kindness, no matter how small, is ever wasted.', by: 'Aesop' },
  { text: 'There is no charm equal to tenderness of heart.', by: 'Jane Austen' },
  { text: 'I declare after all there is no enjoyment like reading!', by: 'Jane Austen' },
  { text: 'If winter comes, can spring be far behind?', by: 'Percy Bysshe Shelley' },
  { text: 'The world is too much with us; late and soon.', by: 'William Wordsworth' },
  { text: 'Nature never did betray the heart that loved her.', by: 'William Wordsworth' },
  { text: 'One touch of nature makes the whole world kin.', by: 'William Shakespeare' },
  { text: 'The quality of mercy is not strained.', by: 'William Shakespeare' },
  { text: 'Our doubts are traitors, and make us lose the good we oft might win.', by: 'William Shakespeare' },
  { text: 'How far that little candle throws his beams!', by: 'William Shakespeare' },
  { text: 'I exist as I am, that is enough.', by: 'Walt Whitman' },
  { text: 'Keep your face always toward the sunshine, and shadows will fall behind you.', by: 'after Walt Whitman' },
  { text: 'I am not afraid of storms, for I am learning how to sail my ship.', by: 'Louisa May Alcott' },
  { text: 'What do we live for, if it is not to make life less difficult to each other?', by: 'George Eliot' },
  {
    text: 'Have a heart that never hardens, and a temper that never tires, and a touch that never hurts.',
    by: 'Charles Dickens',
  },
  { text: 'It is a far, far better thing that I do, than I have ever done.', by: 'Charles Dickens' },
  { text: 'Where there is love there is life.', by: 'after Leo Tolstoy' },
  { text: 'Nature does nothing in vain.', by: 'Aristotle' },
  { text: 'He who has begun has half done. Dare to be wise; begin!', by: 'Horace' },
  { text: 'Seize the day, trusting as little as possible in tomorrow.', by: 'Horace' },
];
