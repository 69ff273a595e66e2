/** What passes between those who draw: the messages of frames of class ANNOTATION (SPEC I). Types alone. */
import type { Stroke } from './stroke.js';

/** A stroke begins, with `done: false`. */
export interface BeginStroke {
  readonly type: 'begin';
  readonly stroke: Stroke;
}

/** More of a stroke that was begun: ink gets points at its end, a shape another end. */
export interface DrawStroke {
  readonly type: 'draw';
  readonly id: number;
  readonly points: readonly number[];
}

/** A complete stroke, new or in the place of the one with its id. */
export interface PutStroke {
  readonly type: 'put';
  readonly stroke: Stroke;
}

/** Some of the sender's own strokes go. */
export interface RemoveStrokes {
  readonly type: 'remove';
  readonly ids: readonly number[];
}

/** All of the sender's own strokes go; everybody's, which only the customer may say. */
export interface ClearStrokes {
  readonly type: 'clear';
  readonly everybody: boolean;
}

/** Where the sender points right now; it leaves nothing behind. */
export interface PointLaser {
  readonly type: 'laser';
  readonly node: number;
  readonly x: number;
  readonly y: number;
  readonly colour: number;
}

export interface LaserOff {
  readonly type: 'laser_off';
}

/** Customer → agents, behind a snapshot: forget all that was drawn; what is there now follows. */
export interface ResetBoard {
  readonly type: 'reset';
}

/** Customer → agents: a stroke of somebody's that was there before. Its author is a number as in frames. */
export interface RestoreStroke {
  readonly type: 'restore';
  readonly author: number;
  readonly stroke: Stroke;
}

/** Customer → agents: what an author is called, who may have left by now. */
export interface NameAuthor {
  readonly type: 'author';
  readonly author: number;
  readonly name: string;
}

/** What everybody who may draw can say. */
export type DrawMessage = BeginStroke | DrawStroke | PutStroke | RemoveStrokes | ClearStrokes | PointLaser | LaserOff;

/** What only the customer's page can say, which knows all strokes. */
export type BoardMessage = ResetBoard | RestoreStroke | NameAuthor;

export type AnnotationMessage = DrawMessage | BoardMessage;
