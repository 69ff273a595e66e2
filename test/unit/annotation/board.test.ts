import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Allowance } from '../../../widget/engine/protocol/allowance.js';
import { Board } from '../../../widget/engine/annotation/board.js';
import { History } from '../../../widget/engine/annotation/history.js';
import type { DrawMessage } from '../../../widget/engine/annotation/message.js';
import { StrokeKind, type Stroke } from '../../../widget/engine/annotation/stroke.js';
import {
  AUTHOR_POINTS_MAX,
  AUTHOR_STROKES_MAX,
  BOARD_STROKES_MAX,
  STROKE_POINTS_MAX,
} from '../../../widget/engine/protocol/limits.js';
import { drawMessages, strokes } from './arbitraries.js';

const pen = (id: number, points: readonly number[] = [0, 0], done = true): Stroke => ({
  id,
  kind: StrokeKind.PEN,
  colour: 0,
  width: 1,
  node: 5,
  points,
  text: '',
  done,
});

const spoken = fc.array(fc.tuple(fc.nat({ max: 3 }), drawMessages(6)), { maxLength: 60 });
const idsOf = (board: Board, author: number): number[] => board.of(author).map(({ id }) => id);

describe('I3 a board', () => {
  it('changes nobody’s strokes but the sender’s, the customer’s “clear all” aside', () => {
    fc.assert(
      fc.property(spoken, (said) => {
        const board = new Board();
        for (const [author, message] of said) {
          const others = board.strokes.filter((drawn) => drawn.author !== author);
          board.apply(author, message);
          const clearsAll = author === 0 && message.type === 'clear' && message.everybody;
          const left = board.strokes.filter((drawn) => drawn.author !== author);
          expect(left).toEqual(clearsAll ? [] : others);
        }
      }),
    );
  });

  it('is the same on all sides that hear the same', () => {
    fc.assert(
      fc.property(spoken, (said) => {
        const [one, other] = [new Board(), new Board()];
        for (const [author, message] of said) one.apply(author, message);
        for (const [author, message] of said) other.apply(author, message);
        expect(one.strokes).toEqual(other.strokes);
      }),
    );
  });

  it('stays bounded, whatever is said to it', () => {
    const board = new Board();
    for (let author = 0; author < 12; author++) {
      for (let id = 0; id < 3 * AUTHOR_STROKES_MAX; id++) board.apply(author, { type: 'put', stroke: pen(id) });
      expect(idsOf(board, author)).toHaveLength(AUTHOR_STROKES_MAX);
      expect(idsOf(board, author)[0]).toBe(2 * AUTHOR_STROKES_MAX);
    }
    expect(board.strokes).toHaveLength(BOARD_STROKES_MAX);

    const long = Array(2 * STROKE_POINTS_MAX).fill(0.5);
    for (let id = 1000; id < 1100; id++) board.apply(1, { type: 'put', stroke: pen(id, long) });
    const points = board.of(1).reduce((sum, stroke) => sum + stroke.points.length / 2, 0);
    expect(points).toBeLessThanOrEqual(AUTHOR_POINTS_MAX);
    expect(points).toBeGreaterThan(AUTHOR_POINTS_MAX / 2);

    board.apply(1, { type: 'begin', stroke: pen(5000, [0, 0], false) });
    for (let i = 0; i < 2 * STROKE_POINTS_MAX; i++) board.apply(1, { type: 'draw', id: 5000, points: [i / 1000, 0] });
    expect(board.get(1, 5000)?.points).toHaveLength(2 * STROKE_POINTS_MAX);
  });

  it('adds points to ink, and gives a shape another end', () => {
    const board = new Board();
    board.apply(2, { type: 'begin', stroke: pen(1, [0, 0], false) });
    board.apply(2, { type: 'draw', id: 1, points: [0.1, 0.2] });
    expect(board.get(2, 1)?.points).toEqual([0, 0, 0.1, 0.2]);
    const arrow = { ...pen(2, [0, 0, 0, 0], false), kind: StrokeKind.ARROW };
    board.apply(2, { type: 'begin', stroke: arrow });
    board.apply(2, { type: 'draw', id: 2, points: [0.5, 0.5, 1, 1] });
    expect(board.get(2, 2)?.points).toEqual([0, 0, 1, 1]);
    board.apply(2, { type: 'put', stroke: pen(1, [0, 0]) });
    board.apply(2, { type: 'draw', id: 1, points: [9, 9] });
    expect(board.get(2, 1)?.points).toEqual([0, 0]);
  });

  it('takes what only the customer’s page may say from nobody else', () => {
    const board = new Board();
    board.apply(1, { type: 'put', stroke: pen(1) });
    board.apply(1, { type: 'restore', author: 2, stroke: pen(2) });
    board.apply(1, { type: 'author', author: 2, name: 'somebody else' });
    board.apply(1, { type: 'reset' });
    expect(board.strokes).toHaveLength(1);
    expect(board.nameOf(2)).toBe(undefined);
    board.apply(0, { type: 'reset' });
    board.apply(0, { type: 'restore', author: 2, stroke: pen(2) });
    board.apply(0, { type: 'author', author: 2, name: 'Ben' });
    expect(idsOf(board, 2)).toEqual([2]);
    expect(board.nameOf(2)).toBe('Ben');
  });

  it('drops what an author who lost the connection had not finished, and all of one whose number is given away', () => {
    const board = new Board();
    board.apply(1, { type: 'put', stroke: pen(1) });
    board.apply(1, { type: 'begin', stroke: pen(2, [0, 0], false) });
    board.apply(1, { type: 'laser', node: 3, x: 0, y: 0, colour: 0 });
    board.settle(1);
    expect(idsOf(board, 1)).toEqual([1]);
    expect(board.lasers.size).toBe(0);
    board.forget(1);
    expect(board.strokes).toEqual([]);
  });

  it('follows its elements to other ids', () => {
    const board = new Board();
    board.apply(1, { type: 'put', stroke: pen(1) });
    board.apply(1, { type: 'put', stroke: { ...pen(2), node: 6 } });
    board.rename(({ stroke }) => (stroke.node === 5 ? 50 : undefined));
    expect(board.strokes.map(({ stroke }) => [stroke.id, stroke.node])).toEqual([[1, 50]]);
  });
});

describe('I4 a history', () => {
  const saidBy = (board: Board, messages: readonly DrawMessage[]): void => {
    for (const message of messages) board.apply(1, message);
  };

  it('takes back and does again every step, and ends where it began', () => {
    const step = fc.oneof(
      strokes(20).map((stroke) => ({ act: 'draw' as const, stroke })),
      fc.nat().map((pick) => ({ act: 'erase' as const, pick })),
      fc.constant({ act: 'clear' as const }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const board = new Board();
        const history = new History();
        const sorted = (): readonly Stroke[] => board.of(1).toSorted((a, b) => a.id - b.id);
        const states = [sorted()];
        let id = 0;
        for (const each of steps) {
          if (each.act === 'draw') {
            const stroke = { ...each.stroke, id: ++id };
            board.apply(1, { type: 'put', stroke });
            history.drew(stroke);
          } else {
            const own = board.of(1);
            if (own.length === 0) continue;
            const gone = each.act === 'clear' ? own : [own[each.pick % own.length] ?? pen(0)];
            board.apply(1, { type: 'remove', ids: gone.map((stroke) => stroke.id) });
            history.erased(gone);
          }
          states.push(sorted());
        }
        for (const state of states.toReversed().slice(1)) {
          expect(history.canUndo).toBe(true);
          saidBy(board, history.undo());
          expect(sorted()).toEqual(state);
        }
        expect(history.canUndo).toBe(false);
        for (const state of states.slice(1)) {
          expect(history.canRedo).toBe(true);
          saidBy(board, history.redo());
          expect(sorted()).toEqual(state);
        }
        expect(history.canRedo).toBe(false);
      }),
    );
  });

  it('forgets what could be done again once something new is drawn', () => {
    const history = new History();
    history.drew(pen(1));
    history.undo();
    history.drew(pen(2));
    expect(history.canRedo).toBe(false);
    expect(history.undo()).toEqual([{ type: 'remove', ids: [2] }]);
    expect(history.undo()).toEqual([]);
  });

  it('keeps only what still is on a board that was built anew', () => {
    const history = new History();
    history.drew(pen(1));
    history.drew(pen(2));
    history.erased([pen(1)]);
    history.rebase((id) => (id === 2 ? { ...pen(2), node: 9 } : undefined));
    expect(history.undo()).toEqual([{ type: 'remove', ids: [2] }]);
    expect(history.redo()).toEqual([{ type: 'put', stroke: { ...pen(2), node: 9 } }]);
    history.undo();
    expect(history.canUndo).toBe(false);
  });
});

describe('I5 an allowance', () => {
  it('lets a burst through, then so many a second, and no more after a pause than a burst', () => {
    const allowance = new Allowance(10, 20);
    const taken = (now: number): number => {
      let count = 0;
      while (allowance.take(now)) count++;
      return count;
    };
    expect(taken(0)).toBe(20);
    expect(taken(1000)).toBe(10);
    expect(taken(1050)).toBe(0);
    expect(taken(1_000_000)).toBe(20);
  });

  it('lets a flood have no more than that, however it is spread', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 40 }), { minLength: 1, maxLength: 300 }), (pauses) => {
        const allowance = new Allowance(50, 100);
        let now = 0;
        let taken = 0;
        for (const pause of pauses) {
          now += pause;
          if (allowance.take(now)) taken++;
        }
        expect(taken).toBeLessThanOrEqual(100 + (now * 50) / 1000);
      }),
    );
  });
});
